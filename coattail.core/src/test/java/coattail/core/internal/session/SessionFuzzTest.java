// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.session;

import static coattail.core.internal.session.Samples.SUBSCRIBED;
import static coattail.core.internal.session.Samples.event;
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
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.junit.jupiter.api.Test;

import coattail.api.ErrorCode;
import coattail.core.internal.testing.BoundedFuzzing;
import coattail.core.internal.wire.Body;
import coattail.core.internal.wire.FrameType;
import coattail.core.internal.wire.Message;
import coattail.core.internal.wire.RawFrame;

/**
 * A session that is sent any bytes, in any pieces: it answers or closes, within bounds, and always in the end. See
 * docs/security.md, "Fuzzing".
 */
class SessionFuzzTest {
    private static final int MAX_STREAMS = 8;
    /** What one byte may cause at most: the smallest frame has 12, and an ERROR that answers it about 300. */
    private static final int AMPLIFICATION = 32;

    private static final int OPENING_BYTES = 16_000;
    /** So few frames fit that the pieces make no difference to how much may wait. */
    private static final int SHORT = 1_536;

    /** What a session told, and how it ended; nothing of what it wrote. */
    private record Told(String requests, boolean over, Optional<ErrorCode> end) {

        private static Told of(Recorder told) {
            var requests = new ArrayList<String>();
            told.shown.forEach(asked -> requests.add(name(asked)));
            told.asked.forEach(asked -> requests.add(name(asked)));
            told.acknowledged.forEach(acked -> requests.add("ack " + acked.sequence() + " " + acked.status()));
            requests.addAll(told.revoked);
            requests.add(told.goingAway.toString());
            requests.add(told.peer == null ? "" : told.peer.agent());
            return new Told(
                    requests.toString(),
                    told.over,
                    Optional.ofNullable(told.end).map(end -> end.code()));
        }

        private static String name(Recorder.Asked asked) {
            return asked.request().getClass().getSimpleName();
        }
    }

    /**
     * The role, how the rest is cut, and all bytes of a connection. The nonces of the session are the same each time.
     */
    @FuzzTest
    void fromTheFirstByte(byte[] input) {
        if (input.length < 2) {
            return;
        }
        Role role = (input[0] & 1) == 0 ? Role.LISTENER : Role.DIALLER;
        byte[] bytes = Arrays.copyOfRange(input, 2, input.length);
        Bare whole = Bare.fresh(role);
        whole.say(bytes.clone());
        int heard = heard(whole);
        assertBounded(whole, bytes.length, heard);
        if (bytes.length <= SHORT) {
            Bare cut = Bare.fresh(role);
            pieces(cut, bytes, new SplittableRandom(input[1]), false);
            cut.heard();
            assertEquals(Told.of(whole.told), Told.of(cut.told), "the same bytes in pieces");
        }
        assertEnds(whole, (input[0] & 2) == 0);
    }

    /** The phase, how the rest is cut and what is answered, and the bytes that follow. */
    @FuzzTest
    void afterAnOpening(byte[] input) {
        if (input.length < 2) {
            return;
        }
        int phase = (input[0] & 0xFF) % 5;
        Bare bare = phase == 4 ? Bare.dialler() : Bare.listener(Phase.values()[phase], MAX_STREAMS);
        if (phase == 4) {
            bare.open(subscribe(3, 500));
            bare.open(perform());
            bare.open(publish());
        }
        bare.heard();
        byte[] bytes = Arrays.copyOfRange(input, 2, input.length);
        int heard = pieces(bare, bytes, new SplittableRandom(input[1]), true);
        assertBounded(bare, bytes.length, heard + heard(bare));
        assertEnds(bare, (input[1] & 1) == 0);
    }

    @Test
    void theConversationsOfTheFilesAreTrue() {
        byte[] dialler = conversation(Role.DIALLER);
        Bare listener = Bare.fresh(Role.LISTENER);
        listener.say(dialler);
        assertFalse(listener.told.over);
        assertEquals(1, listener.told.shown.size(), "the token that the dialler shows");
        Bare dials = Bare.fresh(Role.DIALLER);
        dials.say(conversation(Role.LISTENER));
        assertTrue(dials.told.peer != null && !dials.told.over);

        file("fromTheFirstByte", "listener", with(0, 5, dialler));
        file("fromTheFirstByte", "listener-closes", with(2, 9, dialler));
        file("fromTheFirstByte", "dialler", with(1, 7, conversation(Role.LISTENER)));
        file("afterAnOpening", "hello", with(0, 1, Arrays.copyOfRange(dialler, Preface.LENGTH, dialler.length)));
        file(
                "afterAnOpening",
                "proof",
                with(1, 2, Arrays.copyOfRange(dialler, dialler.length - 79 - 31, dialler.length)));
        file("afterAnOpening", "proven", with(2, 3, join(List.of(auth(), ping()))));
        file("afterAnOpening", "open", with(3, 4, join(framesOfADialler())));
        file("afterAnOpening", "open-pieces", with(3, 11, join(framesOfADialler())));
        file("afterAnOpening", "dialler", with(4, 6, join(framesOfAListener())));
    }

    @Test
    void fromTheFirstByteMutated() {
        BoundedFuzzing.run(SessionFuzzTest.class, "fromTheFirstByte", 600, this::fromTheFirstByte);
    }

    @Test
    void afterAnOpeningMutated() {
        BoundedFuzzing.run(SessionFuzzTest.class, "afterAnOpening", 800, this::afterAnOpening);
    }

    /** Says bytes in pieces; with answers, reads and answers between them. @return how many bytes were heard */
    private static int pieces(Bare bare, byte[] bytes, SplittableRandom random, boolean answers) {
        int heard = 0;
        for (int at = 0; at < bytes.length; ) {
            int size = Math.min(bytes.length - at, 1 + random.nextInt(random.nextBoolean() ? 16 : 4_000));
            ByteBuffer piece = random.nextInt(4) == 0 ? ByteBuffer.allocateDirect(size) : ByteBuffer.allocate(size);
            bare.session.received(piece.put(bytes, at, size).flip(), bare.now);
            at += size;
            if (answers) {
                answer(bare, random);
                heard += random.nextBoolean() ? heard(bare) : 0;
                bare.now += random.nextInt(300);
                bare.session.tick(bare.now);
            }
        }
        return heard;
    }

    private static void answer(Bare bare, SplittableRandom random) {
        for (Recorder.Asked shown : bare.told.shown) {
            if (random.nextBoolean()) {
                bare.session.grant(shown.stream(), 2, -1);
            } else {
                bare.session.refuse(shown.stream(), Pair.failure(ErrorCode.AUTH_FAILED));
            }
        }
        for (Recorder.Asked asked : bare.told.asked) {
            switch (random.nextInt(4)) {
                case 0 -> bare.session.refuse(asked.stream(), Pair.failure(ErrorCode.FORBIDDEN));
                case 1 -> bare.session.release(asked.stream());
                case 2 -> {
                    if (asked.request() instanceof Message.Subscribe) {
                        bare.session.attach(asked.stream(), SUBSCRIBED, new Events());
                    } else if (asked.request() instanceof Message.Perform perform) {
                        bare.session.respond(asked.stream(), output(taken(perform.input())));
                    }
                }
                default -> {}
            }
        }
        bare.told.shown.clear();
        bare.told.asked.clear();
        bare.told.cancelled.forEach(bare.session::release);
        bare.told.cancelled.clear();
    }

    /** Has three small ones. */
    private static final class Events implements EventSource {
        private int sequence;

        @Override
        public Message.Notify poll() {
            return sequence < 3 ? event(++sequence, 10) : null;
        }
    }

    /** Fails where what the session says can't be read. */
    private static int heard(Bare bare) {
        return bare.heard().stream().mapToInt(frame -> 300 + frame.bodyLength()).sum();
    }

    private static void assertBounded(Bare bare, int said, int heard) {
        assertTrue(bare.session.peerStreams() <= 1_024 && bare.session.ownStreams() <= 3, "streams");
        assertTrue(heard <= OPENING_BYTES + AMPLIFICATION * said, () -> heard + " bytes for " + said);
    }

    /** By itself once the other side is silent, or when it is told to. */
    private static void assertEnds(Bare bare, boolean bySilence) {
        if (bySilence) {
            bare.pass(90_000);
        } else {
            bare.session.close(Pair.failure(ErrorCode.DRAIN));
            bare.heard();
            bare.pass(3_000);
        }
        assertTrue(bare.told.over && bare.side.closed, "the session doesn't end");
        boolean fault = bare.told.end != null && bare.told.end.detail().matches("internal error [0-9a-f]{16}");
        assertFalse(fault, "an exception that nobody expected; the log has it");
    }

    /** All that one side says until it has, or has given, a grant. */
    private static byte[] conversation(Role role) {
        var pair = new Pair();
        var said = new ByteArrayOutputStream();
        pair.dialler.session.start(pair.now);
        pair.listener.session.start(pair.now);
        bring(pair, role, said);
        pair.dialler.session.open(new Message.AuthReference(Pair.JTI), new Recorder.Answers());
        pair.dialler.session.flush(pair.now);
        bring(pair, role, said);
        return said.toByteArray();
    }

    private static void bring(Pair pair, Role role, ByteArrayOutputStream said) {
        Side side = role == Role.DIALLER ? pair.dialler : pair.listener;
        Side other = role == Role.DIALLER ? pair.listener : pair.dialler;
        boolean moved;
        do {
            ByteBuffer bytes = side.written.peek();
            if (bytes != null) {
                said.write(bytes.array(), bytes.arrayOffset() + bytes.position(), bytes.remaining());
            }
            moved = pair.move(side, other);
            moved |= pair.move(other, side);
        } while (moved);
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
                ping(),
                RawFrame.of(FrameType.PUBLISH, 7)
                        .flags(1)
                        .tag(0x12, "0001")
                        .name(0x20, "resize")
                        .tag(0x23, "00000064")
                        .tag(0x28, "00".repeat(16))
                        .body(3, new byte[50])
                        .bytes(),
                RawFrame.of(FrameType.CANCEL, 3).flags(1).bytes(),
                RawFrame.of(FrameType.UNSUBSCRIBE, 9).flags(1).tag(0x12, "0001").bytes(),
                RawFrame.of(FrameType.LIST, 11)
                        .flags(1)
                        .tag(0x12, "0001")
                        .name(0x20, "x")
                        .bytes(),
                auth(),
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

    private static byte[] auth() {
        return RawFrame.of(FrameType.AUTH, 13).flags(1).tag(0x10, "41").bytes();
    }

    private static byte[] ping() {
        return RawFrame.of(FrameType.PING, 0).bytes();
    }

    private static List<byte[]> framesOfAListener() {
        return List.of(
                rawSubscribed(3).bytes(),
                rawNotify(3, 1, 20).bytes(),
                rawNotify(3, 2, 20).bytes(),
                RawFrame.of(FrameType.RESPONSE, 5)
                        .flags(1)
                        .body(2, "{}".getBytes(StandardCharsets.UTF_8))
                        .bytes(),
                RawFrame.of(FrameType.RESPONSE, 7)
                        .flags(1)
                        .tag(0x3B, "0000000002")
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

    private static byte[] join(List<byte[]> frames) {
        var all = new ByteArrayOutputStream();
        frames.forEach(all::writeBytes);
        return all.toByteArray();
    }

    private static byte[] with(int one, int two, byte[] rest) {
        return join(List.of(new byte[] {(byte) one, (byte) two}, rest));
    }

    private static void file(String target, String name, byte[] content) {
        BoundedFuzzing.requireFile(SessionFuzzTest.class, target, name, content);
    }
}
