// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.session;

import static coattail.core.internal.session.Samples.perform;
import static coattail.core.internal.session.Samples.rawPerform;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import coattail.api.ErrorCode;
import coattail.core.internal.session.Recorder.Answers;
import coattail.core.internal.wire.Flags;
import coattail.core.internal.wire.FrameType;
import coattail.core.internal.wire.RawFrame;

/** Bodies that are too large, don't add up or come without credit. */
class BadBodyTest {
    @Test
    void whatIsTooLargeIsRefusedAtItsFirstFrame() {
        Bare listener = Bare.listener(Phase.OPEN);
        listener.say(rawPerform(3)
                .flags(Flags.MORE)
                .tag(0x29, "%016x".formatted(12_001))
                .body(3, new byte[9]));
        Bare.Heard refusal = listener.heardOne();
        assertEquals(ErrorCode.TOO_LARGE, refusal.failure().code());
        String detail = refusal.failure().detail();
        assertTrue(detail.contains("12000") && detail.contains("12001"), detail);
        listener.say(chunk(3, 5, Flags.MORE)).say(chunk(3, 11_987, Flags.END));
        assertFalse(listener.told.over, "what follows is dropped");
        listener.say(rawPerform(5));
        assertEquals(1, listener.told.asked.size());

        Pair pair = Pair.large(1 << 20).granted();
        Answers own = pair.ask(pair.dialler, perform(Samples.opaque((1 << 20) + 1)));
        assertEquals(ErrorCode.TOO_LARGE, own.failure().code(), "a sender looks first");
        assertNull(pair.dialler.told.end);
    }

    static Stream<Arguments> chunksThatDoNotAddUp() {
        return Stream.of(
                Arguments.of("one too long", chunk(3, 92, Flags.END)),
                Arguments.of("the last with MORE", chunk(3, 91, Flags.MORE)),
                Arguments.of("the last without END", chunk(3, 91, 0)),
                Arguments.of("END before the last", chunk(3, 90, Flags.END)),
                Arguments.of("neither before the last", chunk(3, 90, 0)),
                Arguments.of("END and MORE", chunk(3, 90, Flags.END | Flags.MORE)),
                Arguments.of("an empty one", RawFrame.of(FrameType.CHUNK, 3).flags(Flags.MORE)),
                Arguments.of(
                        "of another type",
                        RawFrame.of(FrameType.CHUNK, 3).flags(Flags.END).body(2, new byte[91])),
                Arguments.of(
                        "of an unknown type",
                        RawFrame.of(FrameType.CHUNK, 3).flags(Flags.END).body(9, new byte[91])),
                Arguments.of("with a tag", chunk(3, 91, Flags.END).tag(0x29, "00".repeat(8))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void chunksThatDoNotAddUp(String what, RawFrame chunk) {
        Bare listener = Bare.listener(Phase.OPEN);
        Got got = begun(listener);
        got.rest.credit(1_000);
        listener.say(chunk);
        assertEquals(ErrorCode.PROTOCOL, listener.told.end.code(), what);
        assertFalse(got.whole);
        assertEquals(ErrorCode.NOT_CONNECTED, got.failure.code());
    }

    @Test
    void chunksWithoutCreditEndTheConnection() {
        for (int credit : new int[] {0, 90}) {
            Bare listener = Bare.listener(Phase.OPEN);
            Got got = begun(listener);
            if (credit > 0) {
                got.rest.credit(credit);
            }
            listener.say(chunk(3, 91, Flags.END));
            assertEquals(ErrorCode.FLOW_CONTROL, listener.told.end.code());
            assertEquals(9, got.size());
        }
    }

    @Test
    void chunksBehindTheLastEndTheConnection() {
        Bare listener = Bare.listener(Phase.OPEN);
        Got got = begun(listener);
        got.rest.credit(91);
        listener.say(chunk(3, 91, Flags.END));
        assertTrue(got.whole);
        listener.say(chunk(3, 1, Flags.END));
        assertEquals(ErrorCode.PROTOCOL, listener.told.end.code());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void creditThatOverflowsEndsTheConnection(boolean own) {
        Bare side;
        if (own) {
            side = Bare.dialler();
            side.open(perform());
        } else {
            side = Bare.listener(Phase.OPEN);
            side.say(rawPerform(3));
        }
        side.say(credit(3, "7fffffff"));
        assertNull(side.told.end);
        side.say(credit(3, "00000001"));
        assertEquals(ErrorCode.FLOW_CONTROL, side.told.end.code());
    }

    @Test
    void bodyLengthsThatCanNotBeAreRefused() {
        for (String length : new String[] {"0000000000000008", "0000000000000009", "ffffffffffffffff"}) {
            Bare listener = Bare.listener(Phase.OPEN);
            listener.say(rawPerform(3).flags(Flags.MORE).tag(0x29, length).body(3, new byte[9]));
            assertEquals(ErrorCode.PROTOCOL, listener.heardOne().failure().code(), "MORE with " + length);
            assertFalse(listener.told.over);
        }
        Bare listener = Bare.listener(Phase.OPEN);
        listener.say(rawPerform(3).flags(Flags.MORE).body(3, new byte[9]));
        assertEquals(ErrorCode.PROTOCOL, listener.heardOne().failure().code(), "MORE without BODY_LEN");
        listener.say(rawPerform(5).tag(0x29, "000000000000000a").body(3, new byte[9]));
        assertEquals(ErrorCode.PROTOCOL, listener.heardOne().failure().code(), "BODY_LEN without MORE");
        listener.say(rawPerform(7).flags(Flags.MORE).tag(0x29, "000000000000000a"));
        assertEquals(ErrorCode.PROTOCOL, listener.heardOne().failure().code(), "a body of no type");
        listener.say(rawPerform(9).tag(0x29, "0000000000000009").body(3, new byte[9]));
        assertEquals(1, listener.told.asked.size(), "BODY_LEN of a body that is whole");
    }

    /** A request of 100 bytes, of which 9 have come. */
    private static Got begun(Bare listener) {
        listener.say(rawPerform(3)
                .flags(Flags.MORE)
                .tag(0x29, "%016x".formatted(100))
                .body(3, new byte[9]));
        return Got.input(listener.side);
    }

    private static RawFrame chunk(long stream, int size, int flags) {
        return RawFrame.of(FrameType.CHUNK, stream).flags(flags).body(3, new byte[size]);
    }

    private static RawFrame credit(long stream, String bytes) {
        return RawFrame.of(FrameType.CREDIT, stream).tag(0x34, bytes);
    }
}
