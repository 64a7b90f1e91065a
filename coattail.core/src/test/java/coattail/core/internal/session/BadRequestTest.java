// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.session;

import static coattail.core.internal.session.Samples.perform;
import static coattail.core.internal.session.Samples.rawPerform;
import static coattail.core.internal.session.Samples.rawSubscribe;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
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
import coattail.core.internal.wire.Message;
import coattail.core.internal.wire.RawFrame;

/** Requests that are wrong for themselves are refused on their stream; the connection lives. */
class BadRequestTest {
    private static final String GRANT = "0001";

    static Stream<Arguments> refused() {
        return Stream.of(
                row(
                        "no NAME",
                        ErrorCode.PROTOCOL,
                        of(FrameType.PERFORM).flags(Flags.END).tag(0x12, GRANT)),
                row("no GRANT", ErrorCode.PROTOCOL, of(FrameType.LIST).flags(Flags.END)),
                row("no END", ErrorCode.PROTOCOL, rawPerform(3).flags(0)),
                row("a flag out of place", ErrorCode.PROTOCOL, rawPerform(3).flags(Flags.END | 0x20)),
                row(
                        "THEN_PUBLISH in PUBLISH",
                        ErrorCode.PROTOCOL,
                        of(FrameType.PUBLISH)
                                .flags(Flags.END | Flags.THEN_PUBLISH)
                                .tag(0x12, GRANT)
                                .name(0x20, "x")),
                row(
                        "END in SUBSCRIBE",
                        ErrorCode.PROTOCOL,
                        rawSubscribe(3, 1, 1).flags(Flags.END)),
                row("END and MORE", ErrorCode.PROTOCOL, rawPerform(3).flags(Flags.END | Flags.MORE)),
                row("a tag of another frame", ErrorCode.PROTOCOL, rawPerform(3).tag(0x22, "00".repeat(16))),
                row("an unknown tag below 80", ErrorCode.PROTOCOL, rawPerform(3).tag(0x7F, "")),
                row("a tag twice", ErrorCode.PROTOCOL, rawPerform(3).name(0x20, "resize")),
                row(
                        "tags that don't ascend",
                        ErrorCode.PROTOCOL,
                        of(FrameType.PERFORM)
                                .flags(Flags.END)
                                .name(0x20, "resize")
                                .tag(0x12, GRANT)),
                row("a wrong length", ErrorCode.PROTOCOL, rawPerform(3).tag(0x23, "0001")),
                row("a PATH of 33 steps", ErrorCode.PROTOCOL, rawPerform(3).tag(0x28, "00".repeat(33 * 8))),
                row("a PATH of half a step", ErrorCode.PROTOCOL, rawPerform(3).tag(0x28, "00".repeat(4))),
                row("a body without type", ErrorCode.PROTOCOL, rawPerform(3).body(0, new byte[1])),
                row(
                        "a body in LIST",
                        ErrorCode.PROTOCOL,
                        of(FrameType.LIST).flags(Flags.END).tag(0x12, GRANT).body(2, new byte[2])),
                row(
                        "an unknown content type",
                        ErrorCode.UNSUPPORTED_TYPE,
                        rawPerform(3).body(5, new byte[1])),
                row("CBOR", ErrorCode.UNSUPPORTED_TYPE, rawPerform(3).body(1, new byte[1])),
                row("a key of 15 bytes", ErrorCode.PROTOCOL, rawPerform(3).tag(0x24, "00".repeat(15))),
                row(
                        "WANT_LOG in PUBLISH",
                        ErrorCode.PROTOCOL,
                        of(FrameType.PUBLISH)
                                .flags(Flags.END | Flags.WANT_LOG)
                                .tag(0x12, GRANT)
                                .name(0x20, "x")),
                row(
                        "MORE without BODY_LEN",
                        ErrorCode.PROTOCOL,
                        rawPerform(3).flags(Flags.MORE).body(3, new byte[9])),
                row(
                        "BODY_LEN of more than is here, without MORE",
                        ErrorCode.PROTOCOL,
                        rawPerform(3).tag(0x29, "00000000000f4240").body(3, new byte[9])),
                row(
                        "BODY_LEN over MAX_MESSAGE",
                        ErrorCode.TOO_LARGE,
                        rawPerform(3)
                                .flags(Flags.MORE)
                                .tag(0x29, "00000000000f4240")
                                .body(3, new byte[9])),
                row(
                        "TRACE of another cascade than TRACEPARENT has room for",
                        ErrorCode.PROTOCOL,
                        of(FrameType.TRACE).flags(Flags.END).tag(0x12, GRANT).tag(0x80, "00".repeat(25))),
                row(
                        "TRACE without a trace",
                        ErrorCode.PROTOCOL,
                        of(FrameType.TRACE).flags(Flags.END).tag(0x12, GRANT)),
                row(
                        "a body over MAX_MESSAGE",
                        ErrorCode.TOO_LARGE,
                        rawPerform(3).body(3, new byte[12_001])),
                row(
                        "another grant",
                        ErrorCode.AUTH_REQUIRED,
                        of(FrameType.PERFORM).flags(Flags.END).tag(0x12, "0002").name(0x20, "resize")),
                row(
                        "grant 0",
                        ErrorCode.AUTH_REQUIRED,
                        of(FrameType.LIST).flags(Flags.END).tag(0x12, "0000")),
                row(
                        "an unknown policy",
                        ErrorCode.BAD_INPUT,
                        rawSubscribe(3, 1, 1).tag(0x38, "03")),
                row("a window of 0", ErrorCode.BAD_INPUT, rawSubscribe(3, 1, 1).tag(0x39, "00000000")),
                row(
                        "AUTH with both",
                        ErrorCode.PROTOCOL,
                        of(FrameType.AUTH).flags(Flags.END).tag(0x10, "41").tag(0x11, "00".repeat(16))),
                row("AUTH with neither", ErrorCode.PROTOCOL, of(FrameType.AUTH).flags(Flags.END)),
                row(
                        "a TOKEN with a line end",
                        ErrorCode.PROTOCOL,
                        of(FrameType.AUTH).flags(Flags.END).tag(0x10, "410a42")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void refused(String what, ErrorCode code, RawFrame frame) {
        Bare listener = Bare.listener(Phase.OPEN);
        int authenticated = listener.told.shown.size();
        listener.say(frame);
        Bare.Heard answer = listener.heardOne();
        assertEquals(FrameType.ERROR, answer.type());
        assertEquals(3, answer.stream());
        assertEquals(Flags.END, answer.flags());
        assertEquals(code, answer.failure().code(), answer.failure().detail());
        assertTrue(listener.told.asked.isEmpty());
        assertEquals(authenticated, listener.told.shown.size());

        assertFalse(listener.told.over, what);
        listener.say(rawPerform(5));
        assertEquals(5, Pair.last(listener.side).id(), "the next is taken");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " resize",
                "resize ",
                "../etc",
                "a/b",
                "a\\b",
                "a\nb",
                "a\u0000",
                "\u202Eb",
                "-a",
                ".a",
                "gr\u00FC\u00DFen",
                "a\u001B[31m",
                "a234567890123456789012345678901234567890123456789012345678901234x"
            })
    void namesThatAreNone(String name) {
        Bare listener = Bare.listener(Phase.OPEN);
        listener.say(of(FrameType.PERFORM).flags(Flags.END).tag(0x12, GRANT).name(0x20, name));
        Bare.Heard answer = listener.heardOne();
        assertEquals(ErrorCode.BAD_INPUT, answer.failure().code());
        assertTrue(answer.failure().detail().chars().allMatch(c -> c >= ' ' && c < 127), "nothing of it is echoed");
        assertTrue(listener.told.asked.isEmpty());
        assertFalse(listener.told.over);
    }

    @Test
    void tooLargeNamesLimitAndSize() {
        Bare listener = Bare.listener(Phase.OPEN);
        listener.say(rawPerform(3).body(3, new byte[12_001]));
        String detail = listener.heardOne().failure().detail();
        assertTrue(detail.contains("12000") && detail.contains("12001"), detail);
        listener.say(rawPerform(5).body(3, new byte[12_000]));
        assertEquals(1, listener.told.asked.size());
    }

    @Test
    void optionalTagsThatAreNotKnownAreIgnored() {
        Bare listener = Bare.listener(Phase.OPEN);
        listener.say(rawPerform(3).tag(0x83, "41").tag(0x9F, "00").tag(0xFF, ""));
        assertEquals(1, listener.told.asked.size());
        assertEquals(
                perform().name(), ((Message.Perform) listener.told.asked.get(0).request()).name());
    }

    @Test
    void chunksOfWhatWasRefusedAreDropped() {
        Bare listener = Bare.listener(Phase.OPEN);
        listener.say(rawPerform(3).flags(Flags.MORE).body(3, new byte[9]));
        listener.say(RawFrame.of(FrameType.CHUNK, 3).flags(Flags.MORE).body(3, new byte[9]));
        listener.say(RawFrame.of(FrameType.CHUNK, 3).flags(Flags.END).body(3, new byte[9]));
        assertEquals(ErrorCode.PROTOCOL, listener.heardOne().failure().code());
        assertFalse(listener.told.over);
    }

    @Test
    void chunksAndLogsOnALiveStreamEndTheConnection() {
        for (FrameType type : new FrameType[] {FrameType.CHUNK, FrameType.LOG}) {
            Bare listener = Bare.listener(Phase.OPEN);
            listener.say(rawPerform(3)).say(RawFrame.of(type, 3));
            assertEquals(ErrorCode.PROTOCOL, listener.told.end.code());
            Bare dialler = Bare.dialler();
            Answers call = dialler.open(perform());
            dialler.say(RawFrame.of(type, 3));
            assertEquals(ErrorCode.PROTOCOL, dialler.told.end.code());
            assertEquals(ErrorCode.NOT_CONNECTED, call.failure().code());
        }
    }

    @Test
    void aStreamIsOpenedOnceAndInOrder() {
        for (long again : new long[] {1, 3, 5}) {
            Bare listener = Bare.listener(Phase.OPEN);
            listener.say(rawPerform(5)).say(rawPerform(again));
            assertEquals(ErrorCode.PROTOCOL, listener.told.end.code(), "stream " + again);
            assertEquals(1, listener.told.asked.size());
        }
    }

    @Test
    void aRequestOnThisSidesStreamsEndsTheConnection() {
        Bare listener = Bare.listener(Phase.OPEN);
        listener.say(rawPerform(4));
        assertEquals(ErrorCode.PROTOCOL, listener.told.end.code());
        assertTrue(listener.told.asked.isEmpty());
        Bare.Heard lastWord = listener.heardOne();
        assertEquals(0, lastWord.stream());
        assertEquals(0, lastWord.flags(), "END has no place on stream 0");
        assertEquals(ErrorCode.PROTOCOL, lastWord.failure().code());
    }

    @Test
    void framesOverTheLimitsEndTheConnection() {
        byte[] length = {0, 0x3E, 0x75, 0x10, 1, 2, 0, 0, 0, 0, 0, 3};
        byte[] tags = {0, 0x20, 0, 0x10, 1, 2, 0x10, 1, 0, 0, 0, 3};
        byte[] inverted = {0, 0, 8, 0x10, 1, 2, 0, 9, 0, 0, 0, 3};
        assertEquals(
                ErrorCode.FRAME_TOO_LARGE,
                Bare.listener(Phase.OPEN).say(length).told.end.code());
        assertEquals(
                ErrorCode.FRAME_TOO_LARGE,
                Bare.listener(Phase.OPEN).say(tags).told.end.code());
        assertEquals(
                ErrorCode.PROTOCOL,
                Bare.listener(Phase.OPEN).say(inverted).told.end.code());
    }

    private static RawFrame of(FrameType type) {
        return RawFrame.of(type, 3);
    }

    private static Arguments row(String what, ErrorCode code, RawFrame frame) {
        return Arguments.of(what, code, frame);
    }
}
