// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.session;

import static coattail.core.internal.session.Samples.SUBSCRIBED;
import static coattail.core.internal.session.Samples.event;
import static coattail.core.internal.session.Samples.opaque;
import static coattail.core.internal.session.Samples.output;
import static coattail.core.internal.session.Samples.perform;
import static coattail.core.internal.session.Samples.publish;
import static coattail.core.internal.session.Samples.rawCredit;
import static coattail.core.internal.session.Samples.rawNotify;
import static coattail.core.internal.session.Samples.rawPerform;
import static coattail.core.internal.session.Samples.rawSubscribe;
import static coattail.core.internal.session.Samples.rawSubscribed;
import static coattail.core.internal.session.Samples.subscribe;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import coattail.api.ErrorCode;
import coattail.api.Outcome;
import coattail.core.internal.session.Recorder.Answers;
import coattail.core.internal.wire.Body;
import coattail.core.internal.wire.FrameType;
import coattail.core.internal.wire.Message;
import coattail.core.internal.wire.RawFrame;

/** However bytes arrive, and whatever they are. All from seeds: a failure can be repeated. */
class RandomBytesTest {

    /** The same conversation, cut into other pieces each time, comes to the same. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void piecesOfAnySizeComeToTheSame(long seed) {
        assertEquals(converse(new Pair()), converse(cutting(new Random(seed))));
    }

    private static Pair cutting(Random random) {
        var pair = new Pair();
        pair.cut = whole -> {
            var pieces = new ArrayList<ByteBuffer>();
            while (whole.hasRemaining()) {
                int most = random.nextBoolean() ? 16 : 5_000;
                int size = Math.min(whole.remaining(), 1 + random.nextInt(most));
                byte[] piece = new byte[size];
                whole.get(piece);
                boolean direct = random.nextInt(4) == 0;
                ByteBuffer copy = direct ? ByteBuffer.allocateDirect(size) : ByteBuffer.allocate(size);
                pieces.add(copy.put(piece).flip());
            }
            return pieces.toArray(ByteBuffer[]::new);
        };
        return pair;
    }

    private static List<Object> converse(Pair pair) {
        pair.granted();
        var seen = new ArrayList<>();
        var calls = new ArrayList<Answers>();
        for (int i = 0; i < 30; i++) {
            var answers = new Answers();
            calls.add(answers);
            Body body = opaque(i * 400);
            pair.dialler.session.open(i % 3 == 0 ? publish() : perform(body), answers);
        }
        pair.flush();
        for (Recorder.Asked asked : pair.listener.told.asked) {
            seen.add(asked.request());
            if (asked.request() instanceof Message.Perform perform) {
                pair.listener.session.respond(asked.stream(), output(perform.input()));
            } else {
                pair.listener.session.respond(
                        asked.stream(), new Message.Response(Body.NONE, Map.of(Outcome.ENQUEUED, 3), Optional.empty()));
            }
        }
        pair.flush();
        calls.forEach(call -> seen.add(call.answer()));

        Answers brought = pair.ask(pair.dialler, subscribe(64, 1 << 20));
        var events = new ArrayDeque<Message.Notify>();
        for (int sequence = 1; sequence <= 40; sequence++) {
            events.add(event(sequence, sequence * 290));
        }
        pair.listener.session.attach(Pair.last(pair.listener), SUBSCRIBED, events::poll);
        pair.flush();
        seen.addAll(brought.events);
        assertEquals(40, brought.events.size());
        assertTrue(pair.dialler.session.open() && pair.listener.session.open());
        return seen;
    }

    /** Noise at any point never does more than end the session. */
    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14, 15})
    void noiseEndsTheSessionInOrder(long seed) {
        var random = new Random(seed);
        for (int round = 0; round < 200; round++) {
            Phase phase = Phase.values()[random.nextInt(4)];
            Bare listener = Bare.listener(phase);
            for (int i = 0; i < 20 && !listener.told.over; i++) {
                byte[] noise = new byte[1 + random.nextInt(300)];
                random.nextBytes(noise);
                if (random.nextBoolean()) {
                    noise[0] = 0; // a length that passes
                }
                listener.say(noise);
                listener.heard();
            }
            assertEndsInOrder(listener);
        }
    }

    /** Nor do frames that are nearly right. */
    @ParameterizedTest
    @ValueSource(longs = {21, 22, 23, 24, 25, 26, 27, 28})
    void bitsThatFlipEndTheSessionInOrder(long seed) {
        var random = new Random(seed);
        for (int round = 0; round < 150; round++) {
            boolean dials = random.nextBoolean();
            Bare bare = dials ? Bare.dialler() : Bare.listener(Phase.OPEN, 8);
            if (dials) {
                bare.open(subscribe(3, 500));
                bare.open(perform());
            }
            List<byte[]> frames = dials ? framesOfAListener() : framesOfADialler();
            for (byte[] frame : frames) {
                if (random.nextInt(3) == 0) {
                    frame[random.nextInt(frame.length)] ^= (byte) (1 << random.nextInt(8));
                }
                bare.say(frame);
                for (Recorder.Asked asked : List.copyOf(bare.told.asked)) {
                    react(bare, asked, random);
                }
                bare.told.asked.clear();
                if (random.nextBoolean()) {
                    bare.heard();
                }
                bare.now += random.nextInt(300);
                bare.session.tick(bare.now);
            }
            assertEndsInOrder(bare);
        }
    }

    private static void react(Bare bare, Recorder.Asked asked, Random random) {
        switch (random.nextInt(4)) {
            case 0 -> bare.session.refuse(asked.stream(), Pair.failure(ErrorCode.FORBIDDEN));
            case 1 -> bare.session.release(asked.stream());
            case 2 -> {
                if (asked.request() instanceof Message.Subscribe) {
                    bare.session.attach(asked.stream(), SUBSCRIBED, () -> event(1, 10));
                } else if (asked.request() instanceof Message.Perform perform) {
                    bare.session.respond(asked.stream(), output(taken(perform.input())));
                }
            }
            default -> bare.session.goAway(ErrorCode.DRAIN, 1);
        }
    }

    /** Lets the rest of a body come, and answers with more than fits one frame where there is any. */
    private static Body taken(Body input) {
        if (input.rest() instanceof IncomingBody rest) {
            rest.credit(60);
            return Samples.opaque(9_000);
        }
        return input;
    }

    private static List<byte[]> framesOfADialler() {
        return List.of(
                rawPerform(3)
                        .body(2, "{\"w\":640}".getBytes(StandardCharsets.UTF_8))
                        .bytes(),
                rawSubscribe(5, 4, 100).bytes(),
                rawCredit(5, 4, 100).bytes(),
                RawFrame.of(FrameType.ACK, 5)
                        .tag(0x26, "0000000000000001")
                        .tag(0x35, "00")
                        .bytes(),
                RawFrame.of(FrameType.PING, 0).bytes(),
                rawPerform(7)
                        .tag(0x23, "00000064")
                        .tag(0x28, "00".repeat(16))
                        .body(3, new byte[50])
                        .bytes(),
                RawFrame.of(FrameType.CANCEL, 7).flags(1).bytes(),
                RawFrame.of(FrameType.UNSUBSCRIBE, 9).flags(1).tag(0x12, "0001").bytes(),
                RawFrame.of(FrameType.LIST, 11)
                        .flags(1)
                        .tag(0x12, "0001")
                        .name(0x20, "x")
                        .bytes(),
                RawFrame.of(FrameType.AUTH, 13).flags(1).tag(0x10, "41").bytes(),
                rawPerform(17)
                        .flags(2)
                        .tag(0x29, "0000000000000064")
                        .body(3, new byte[40])
                        .bytes(),
                rawPerform(19)
                        .flags(2)
                        .tag(0x29, "0000000000000064")
                        .tag(0x34, "00000010")
                        .body(3, new byte[40])
                        .bytes(),
                RawFrame.of(FrameType.CHUNK, 17).flags(2).body(3, new byte[50]).bytes(),
                RawFrame.of(FrameType.CHUNK, 17).flags(1).body(3, new byte[10]).bytes(),
                RawFrame.of(FrameType.CREDIT, 19).tag(0x34, "00000010").bytes(),
                RawFrame.of(FrameType.GOAWAY, 0)
                        .tag(0x30, "0007")
                        .tag(0x32, "00000000")
                        .bytes());
    }

    private static List<byte[]> framesOfAListener() {
        return List.of(
                rawSubscribed(3).bytes(),
                rawNotify(3, 1, 20).bytes(),
                rawNotify(3, 2, 20).bytes(),
                RawFrame.of(FrameType.RESPONSE, 5)
                        .flags(1)
                        .tag(0x3B, "0000000002")
                        .body(2, "{}".getBytes(StandardCharsets.UTF_8))
                        .bytes(),
                rawNotify(3, 3, 20).bytes(),
                rawNotify(3, 4, 20).flags(2).tag(0x29, "0000000000000064").bytes(),
                RawFrame.of(FrameType.CHUNK, 3).body(3, new byte[80]).bytes(),
                RawFrame.of(FrameType.PONG, 0).bytes(),
                RawFrame.of(FrameType.REVOKE, 0)
                        .tag(0x12, "0001")
                        .tag(0x30, "0104")
                        .name(0x83, "why")
                        .bytes(),
                RawFrame.of(FrameType.ERROR, 3)
                        .flags(1)
                        .tag(0x30, "0210")
                        .tag(0x31, "00000064")
                        .bytes());
    }

    /** Ended or not: the session can be closed, has told of it once, and has said nothing that can't be read. */
    private static void assertEndsInOrder(Bare bare) {
        bare.heard(); // fails where a frame can't be read
        boolean alive = !bare.told.over;
        bare.session.close(Pair.failure(ErrorCode.DRAIN));
        bare.heard();
        bare.pass(3_000);
        assertTrue(bare.told.over && bare.side.closed);
        if (!alive) {
            assertNotEquals(ErrorCode.INTERNAL, bare.told.end.code(), bare.told.end.detail());
        }
    }
}
