// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.session;

import static coattail.core.internal.session.Samples.SUBSCRIBED;
import static coattail.core.internal.session.Samples.event;
import static coattail.core.internal.session.Samples.opaque;
import static coattail.core.internal.session.Samples.output;
import static coattail.core.internal.session.Samples.perform;
import static coattail.core.internal.session.Samples.rawPerform;
import static coattail.core.internal.session.Samples.rawSubscribe;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import coattail.api.ErrorCode;
import coattail.core.internal.session.Recorder.Answers;
import coattail.core.internal.wire.FrameType;
import coattail.core.internal.wire.Message;
import coattail.core.internal.wire.RawFrame;

/** docs/protocol.md, "Writing". {@link Side} refuses a third write and one over 16 000 bytes by itself. */
class WritingTest {

    @Test
    void framesThatAreReadyTogetherLeaveInOneWrite() {
        Bare dialler = Bare.dialler();
        for (int i = 0; i < 100; i++) {
            dialler.session.open(perform(), new Answers());
        }
        assertTrue(dialler.side.written.isEmpty(), "nothing leaves before flush");
        dialler.session.flush(dialler.now);
        assertEquals(1, dialler.side.written.size());
        assertEquals(100, dialler.heard().size());
    }

    @Test
    void writesAreFullButNeverOverTheLimit() {
        Bare dialler = Bare.dialler();
        for (int i = 0; i < 1_000; i++) {
            dialler.session.open(perform(opaque(100 + i)), new Answers());
        }
        dialler.session.flush(dialler.now);
        assertEquals(2, dialler.side.written.size());
        int writes = 0;
        int frames = 0;
        while (!dialler.side.written.isEmpty()) {
            ByteBuffer bytes = dialler.side.written.poll();
            int size = bytes.remaining();
            while (bytes.hasRemaining()) { // whole frames alone
                int length = bytes.getInt(bytes.position()) >>> 8;
                bytes.position(bytes.position() + 12 + length);
                frames++;
            }
            writes++;
            dialler.session.written(dialler.now);
            assertTrue(size > 14_000 || dialler.side.written.isEmpty(), "a write of " + size);
        }
        assertEquals(1_000, frames);
        assertTrue(writes <= 46, writes + " writes for 640 KB");
    }

    @Test
    void controlFramesOvertake() {
        Bare dialler = Bare.dialler();
        Outbound first = dialler.session.open(perform(), new Answers());
        dialler.session.flush(dialler.now);
        dialler.open(perform());
        for (int i = 0; i < 10; i++) {
            dialler.open(perform(opaque(10_000)));
        }
        dialler.session.cancel(first);
        dialler.say(RawFrame.of(FrameType.PING, 0));
        List<FrameType> types = dialler.heard().stream().map(Bare.Heard::type).toList();
        assertEquals(
                List.of(FrameType.PERFORM, FrameType.PERFORM, FrameType.CANCEL, FrameType.PONG), types.subList(0, 4));
        assertEquals(14, types.size());
    }

    @Test
    void pongsInLineBecomeOne() {
        Bare listener = Bare.listener(Phase.OPEN);
        listener.say(rawPerform(3)).say(rawPerform(5));
        for (Recorder.Asked each : List.copyOf(listener.told.asked)) {
            listener.session.respond(each.stream(), output(opaque(1)));
            listener.session.flush(listener.now);
        }
        for (int i = 0; i < 100_000; i++) {
            listener.say(RawFrame.of(FrameType.PING, 0));
        }
        assertEquals(
                List.of(FrameType.RESPONSE, FrameType.RESPONSE, FrameType.PONG),
                listener.heard().stream().map(Bare.Heard::type).toList());
        assertFalse(listener.told.over);
        listener.say(RawFrame.of(FrameType.PING, 0));
        assertEquals(FrameType.PONG, listener.heardOne().type());
    }

    private static List<Outbound> callsBehindFullWrites(Bare dialler, int count) {
        var calls = new ArrayList<Outbound>();
        for (int i = 0; i < count; i++) {
            calls.add(dialler.session.open(perform(), new Answers()));
        }
        dialler.session.flush(dialler.now);
        dialler.open(perform()); // the second write
        return calls;
    }

    @Test
    void aPeerThatLetsControlFramesWaitIsClosedWithCalm() {
        Bare dialler = Bare.dialler();
        var calls = callsBehindFullWrites(dialler, 257);
        // Each of these answers has to be refused with an ERROR.
        for (Outbound call : calls.subList(0, 256)) {
            dialler.say(RawFrame.of(FrameType.RESPONSE, call.id()).flags(1).body(3, new byte[12_500]));
        }
        assertTrue(dialler.session.open());
        dialler.say(
                RawFrame.of(FrameType.RESPONSE, calls.get(256).id()).flags(1).body(3, new byte[12_500]));
        assertFalse(dialler.session.open());
        List<Bare.Heard> heard = dialler.heard();
        assertEquals(ErrorCode.CALM, heard.get(heard.size() - 1).failure().code());
    }

    @Test
    void manyCallsThatAreCancelledAtOnceAreNoFlood() {
        Bare dialler = Bare.dialler();
        var calls = callsBehindFullWrites(dialler, 400);
        calls.forEach(dialler.session::cancel);
        dialler.session.flush(dialler.now);
        assertTrue(dialler.session.open());
        assertEquals(
                400,
                dialler.heard().stream()
                        .filter(each -> each.type() == FrameType.CANCEL)
                        .count());
    }

    @Test
    void manyOutcomesAtOnceAreNoFlood() {
        Bare dialler = Bare.dialler();
        Outbound subscription = dialler.session.open(Samples.subscribe(10_000, 1 << 30), new Answers());
        dialler.session.flush(dialler.now);
        dialler.heard();
        dialler.say(Samples.rawSubscribed(3));
        for (int sequence = 1; sequence <= 2_000; sequence++) {
            dialler.say(Samples.rawNotify(3, sequence, 1));
            dialler.session.acknowledge(subscription, sequence, 0);
        }
        assertTrue(dialler.session.open());
        assertEquals(2_000, dialler.heard().size());
    }

    @Test
    void aLastWordThatCannotBeWrittenDoesNotKeepTheConnection() {
        Bare listener = Bare.listener(Phase.OPEN);
        listener.say(rawPerform(3)).say(rawPerform(5));
        for (Recorder.Asked each : List.copyOf(listener.told.asked)) {
            listener.session.respond(each.stream(), output(opaque(1)));
            listener.session.flush(listener.now);
        }
        listener.session.close(Pair.failure(ErrorCode.REVOKED));
        assertFalse(listener.side.closed);
        listener.pass(1_750);
        assertFalse(listener.side.closed);
        listener.pass(250);
        assertTrue(listener.side.closed);
        assertEquals(ErrorCode.REVOKED, listener.told.end.code());
    }

    @Test
    void aSourceMayUseTheSessionWhileItIsAsked() {
        Bare publisher = Bare.listener(Phase.OPEN);
        publisher.say(rawSubscribe(3, 64, 1 << 20));
        Inbound stream = Pair.last(publisher.side);
        var events = new ArrayDeque<Message.Notify>(List.of(event(1, 1), event(2, 1), event(3, 1)));
        publisher.session.attach(stream, SUBSCRIBED, () -> {
            publisher.session.flush(publisher.now);
            publisher.session.ready(stream);
            if (events.size() == 1) {
                publisher.session.refuse(stream, Pair.failure(ErrorCode.SLOW_SUBSCRIBER));
            }
            return events.poll();
        });
        List<FrameType> types = publisher.heard().stream().map(Bare.Heard::type).toList();
        assertEquals(List.of(FrameType.RESPONSE, FrameType.NOTIFY, FrameType.NOTIFY, FrameType.ERROR), types);
    }

    @Test
    void aSourceThatThrowsEndsTheSessionAndSaysSo() {
        Bare publisher = Bare.listener(Phase.OPEN);
        publisher.say(rawSubscribe(3, 64, 1 << 20));
        Inbound stream = Pair.last(publisher.side);
        publisher.session.attach(stream, SUBSCRIBED, () -> {
            throw new IllegalStateException("a fault of the instance's, on purpose");
        });
        List<Bare.Heard> heard = publisher.heard();
        assertEquals(
                List.of(FrameType.RESPONSE, FrameType.ERROR),
                heard.stream().map(Bare.Heard::type).toList());
        assertEquals(ErrorCode.INTERNAL, heard.get(1).failure().code());
        assertEquals(ErrorCode.INTERNAL, publisher.told.end.code());
        assertEquals(List.of(stream), publisher.told.detached);
        assertTrue(publisher.side.closed);
    }
}
