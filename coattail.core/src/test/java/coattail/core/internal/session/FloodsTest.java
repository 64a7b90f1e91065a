// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.session;

import static coattail.core.internal.session.Samples.SUBSCRIBED;
import static coattail.core.internal.session.Samples.event;
import static coattail.core.internal.session.Samples.rawCredit;
import static coattail.core.internal.session.Samples.rawPerform;
import static coattail.core.internal.session.Samples.rawSubscribe;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;

import org.junit.jupiter.api.Test;

import coattail.api.ErrorCode;
import coattail.core.internal.testing.Variants;
import coattail.core.internal.wire.Flags;
import coattail.core.internal.wire.FrameType;
import coattail.core.internal.wire.RawFrame;

/** What a peer says to use up memory, places or the other's patience. */
class FloodsTest {
    private static final int FLOOD = 20_000;
    private static final int STREAMS = 64;
    /** Two writes and what waits behind them: 256 control frames, and the answers that hold places. */
    private static final int MOST_WAITING = 32_000 + (256 + STREAMS) * 300;

    private static final EnumSet<ErrorCode> TOO_LONG = EnumSet.of(ErrorCode.FRAME_TOO_LARGE, ErrorCode.PROTOCOL);

    /** The header alone decides: what it promises is never waited for. */
    @Test
    void aHeaderThatPromisesTooMuchEndsTheConnection() {
        var variants =
                Variants.bounded(FloodsTest.class, "a header that promises more than a frame may have, or than itself");
        int[][] lengths = {{16_000, 0}, {1 << 20, 8}, {0xFFFFFF, 0}, {0xFFFFFF, 0xFFFF}, {9_000, 8_193}, {8, 9}, {0, 1}
        };
        for (var phase : Phase.values()) {
            for (int type = 0; type < 256; type++) {
                if (FrameType.of(type) == null && type % 51 != 0) {
                    continue; // of those that there aren't a few
                }
                for (int i = 0; i < (Variants.THOROUGH ? lengths.length : 2); i++) {
                    int[] length = lengths[(type + i) % lengths.length];
                    var listener = Bare.listener(phase);
                    listener.say(ByteBuffer.allocate(12)
                            .putInt(length[0] << 8 | type)
                            .put((byte) 0)
                            .put((byte) 2)
                            .putShort((short) length[1])
                            .putInt(type % 2 == 0 ? 0 : 3)
                            .array());
                    variants.tried(
                            "type %02x of %d and %d in %s".formatted(type, length[0], length[1], phase),
                            !listener.side.closed || !TOO_LONG.contains(listener.told.end.code()));
                }
            }
        }
        variants.hold();
    }

    /** Nothing that was answered is ever read. */
    @Test
    void whatIsAnsweredToOneWhoNeverReadsIsBounded() {
        var variants = Variants.of(FloodsTest.class, "20 000 frames of one kind, whose answers are never read");
        floods().forEach((name, frame) -> {
            var listener = Bare.listener(Phase.OPEN, STREAMS);
            for (int i = 0; i < FLOOD && !listener.told.over; i++) {
                listener.say(frame.apply(3 + 2L * i));
                for (var asked : listener.told.asked) { // all of it is refused at once
                    listener.session.refuse(asked.stream(), Pair.failure(ErrorCode.FORBIDDEN));
                }
                listener.told.asked.clear();
                for (var shown : listener.told.shown) {
                    listener.session.refuse(shown.stream(), Pair.failure(ErrorCode.AUTH_FAILED));
                }
                listener.told.shown.clear();
                listener.session.flush(listener.now);
            }
            variants.tried(name, waiting(listener) > MOST_WAITING);
        });
        variants.hold();
    }

    /** What can be asked for on a stream each, or said on stream 0, without end. */
    private static Map<String, LongFunction<byte[]>> floods() {
        var floods = new LinkedHashMap<String, LongFunction<byte[]>>();
        floods.put("PING", stream -> RawFrame.of(FrameType.PING, 0).bytes());
        floods.put("AUTH", stream -> RawFrame.of(FrameType.AUTH, stream)
                .flags(Flags.END)
                .tag(0x10, "41")
                .bytes());
        floods.put("PERFORM", stream -> rawPerform(stream).bytes());
        floods.put("PERFORM of what is no name", stream -> RawFrame.of(FrameType.PERFORM, stream)
                .flags(Flags.END)
                .tag(0x12, "0001")
                .name(0x20, "../x")
                .bytes());
        floods.put("PERFORM under no grant", stream -> RawFrame.of(FrameType.PERFORM, stream)
                .flags(Flags.END)
                .tag(0x12, "0007")
                .name(0x20, "resize")
                .bytes());
        floods.put("PERFORM, taken back", stream -> both(rawPerform(stream), cancel(stream)));
        floods.put("PUBLISH", stream -> RawFrame.of(FrameType.PUBLISH, stream)
                .flags(Flags.END)
                .tag(0x12, "0001")
                .name(0x20, "resize")
                .bytes());
        floods.put("SUBSCRIBE", stream -> rawSubscribe(stream, 1, 1).bytes());
        floods.put("SUBSCRIBE, taken back", stream -> both(rawSubscribe(stream, 1, 1), cancel(stream)));
        for (var type : List.of(FrameType.UNSUBSCRIBE, FrameType.LIST)) {
            floods.put(type.toString(), stream -> RawFrame.of(type, stream)
                    .flags(Flags.END)
                    .tag(0x12, "0001")
                    .bytes());
        }
        floods.put("CANCEL of what has ended", stream -> cancel(1).bytes());
        floods.put("CREDIT of what has ended", stream -> rawCredit(1, 1, 1).bytes());
        floods.put(
                "a type that isn't known", stream -> RawFrame.of(0x7F, stream).bytes());
        return floods;
    }

    private static RawFrame cancel(long stream) {
        return RawFrame.of(FrameType.CANCEL, stream).flags(Flags.END);
    }

    private static byte[] both(RawFrame first, RawFrame second) {
        byte[] one = first.bytes();
        byte[] two = second.bytes();
        return ByteBuffer.allocate(one.length + two.length).put(one).put(two).array();
    }

    /** How many bytes come if all is read after all. */
    private static int waiting(Bare listener) {
        int bytes = 0;
        for (var each = listener.side.written.poll(); each != null; each = listener.side.written.poll()) {
            bytes += each.remaining();
            listener.session.written(listener.now);
            listener.session.flush(listener.now);
        }
        return bytes;
    }

    @Test
    void creditBeyondItsLimitEndsTheConnection() {
        var variants = Variants.of(FloodsTest.class, "credit beyond its limit, or of nothing");
        int most = Integer.MAX_VALUE;
        int[][] beyond = {{most, 0}, {0, most}, {most, most}, {-1, 0}, {0, -1}, {-1, -1}, {1 << 31, 0}, {0, 1 << 31}};
        for (int[] credit : beyond) {
            var publisher = attached(1, 1);
            publisher.say(rawCredit(3, credit[0], credit[1]));
            variants.tried("at once " + credit[0] + " and " + credit[1], !ended(publisher));
        }
        for (int parts : new int[] {2, 3, 16}) {
            for (boolean messages : new boolean[] {true, false}) {
                var publisher = attached(1, 1);
                int part = most / parts + 1;
                for (int i = 0; i < parts && !publisher.told.over; i++) {
                    publisher.say(messages ? rawCredit(3, part, 0) : rawCredit(3, 0, part));
                }
                variants.tried("in " + parts + " parts", !ended(publisher));
            }
        }
        for (int[] credit : new int[][] {{-1, 1}, {1, -1}, {1 << 31, 1}, {1, 1 << 31}}) {
            var listener = Bare.listener(Phase.OPEN);
            listener.say(rawSubscribe(3, credit[0], credit[1]));
            variants.tried("with SUBSCRIBE " + credit[0] + " and " + credit[1], !ended(listener));
        }
        var nothing = attached(1, 1);
        nothing.say(RawFrame.of(FrameType.CREDIT, 3));
        variants.tried("of nothing", !nothing.side.closed);
        variants.hold();
    }

    @Test
    void whereCreditIsNeverGrantedNothingIsSentAndNothingWaits() {
        var variants = Variants.of(FloodsTest.class, "credit that is never granted, of either kind");
        for (int[] credit : new int[][] {{0, 0}, {0, 1_000}, {1_000, 0}}) {
            var asked = new int[1];
            var listener = Bare.listener(Phase.OPEN);
            listener.say(rawSubscribe(3, credit[0], credit[1]));
            listener.session.attach(listener.told.asked.get(0).stream(), SUBSCRIBED, () -> event(++asked[0], 10));
            listener.session.flush(listener.now);
            for (int i = 0; i < 100; i++) {
                listener.say(RawFrame.of(FrameType.PING, 0));
                listener.heard();
                listener.session.flush(listener.now);
            }
            variants.tried(credit[0] + " and " + credit[1], asked[0] > 0);
        }
        variants.hold();
    }

    private static boolean ended(Bare bare) {
        return bare.side.closed && bare.told.end.code() == ErrorCode.FLOW_CONTROL;
    }

    private static Bare attached(int messages, int bytes) {
        var listener = Bare.listener(Phase.OPEN);
        listener.say(rawSubscribe(3, messages, bytes));
        assertTrue(listener.told.asked.size() == 1);
        listener.session.attach(listener.told.asked.get(0).stream(), SUBSCRIBED, () -> null);
        listener.session.flush(listener.now);
        listener.heard();
        return listener;
    }
}
