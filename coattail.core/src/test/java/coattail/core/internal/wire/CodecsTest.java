// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import coattail.api.ContentType;
import coattail.api.ErrorCode;
import coattail.api.Outcome;

/** What the vectors leave out. */
class CodecsTest {
    private static final Trace TRACE = new Trace(Path.EMPTY.append(1).append(-2), new byte[26]);

    static Stream<Message.Request> requestsComeBack() {
        return Stream.of(
                new Message.AuthToken("eyJ0eXAiOiJjdC1hdCtqd3QifQ.e30.c2ln"),
                new Message.Perform(
                        new CallHead(
                                65_535,
                                "a",
                                3_600_000,
                                Optional.of(new Id16(3, 4)),
                                Integer.MAX_VALUE,
                                true,
                                new Trace(TRACE.path(), null)),
                        true,
                        true,
                        text("ü")),
                new Message.Perform(CallHead.of(1, "x".repeat(64), false, Trace.NONE), false, false, Body.NONE),
                new Message.Perform(
                        new CallHead(1, "a", 0, Optional.empty(), 1, true, Trace.NONE),
                        false,
                        false,
                        Body.of(ContentType.OPAQUE, new byte[0])),
                new Message.Publish(
                        new CallHead(1, "a", -1, Optional.of(new Id16(-1, -1)), 0, false, Trace.NONE),
                        Body.of(ContentType.OPAQUE, new byte[12_000])),
                new Message.Subscribe(1, "a", "b", new Id16(1, 2), 0, Integer.MAX_VALUE, 2, 1),
                new Message.ListActions(9, Optional.empty(), 0),
                new Message.ListActions(9, Optional.of("resize"), 4_096));
    }

    @ParameterizedTest
    @MethodSource
    void requestsComeBack(Message.Request request) throws ProtocolException {
        long timeout = request instanceof Message.Perform perform ? perform.timeoutMillis() : -1;
        Frame frame = frame(out -> RequestCodec.encode(out, request, 0xFFFF_FFFFL, timeout));
        assertEquals(0xFFFF_FFFFL, frame.stream());
        assertEquals(request, RequestCodec.decode(frame));
    }

    @Test
    void traceComesBack() throws ProtocolException {
        var publish = new Message.Publish(CallHead.of(1, "a", false, TRACE), Body.NONE);
        Frame frame = frame(out -> RequestCodec.encode(out, publish, 1, -1));
        Trace trace = ((Message.Publish) RequestCodec.decode(frame)).trace();
        assertEquals(TRACE.path(), trace.path());
        assertEquals(26, trace.parent().length);
    }

    @Test
    void anAnswerToPerformHasOutputCountsAndWhyItWasNotPublished() throws ProtocolException {
        var response = new Message.Response(
                text("done"),
                Map.of(Outcome.PROCESSED, 1, Outcome.ENQUEUED, 7),
                Optional.of(Failure.of(ErrorCode.FORBIDDEN, "not allowed")));
        Frame frame = frame(out -> AnswerCodec.encode(out, FrameType.PERFORM, response, 1));
        assertEquals(response, AnswerCodec.decode(frame, FrameType.PERFORM));
    }

    @Test
    void countsMustMakeSense() {
        for (String counts : new String[] {"0000000001" + "0000000001", "0800000000", "0080000000"}) {
            byte[] frame = RawFrame.of(FrameType.RESPONSE, 1)
                    .flags(1)
                    .tag(0x3B, counts)
                    .bytes();
            var refusal =
                    assertThrows(ProtocolException.class, () -> AnswerCodec.decode(frame(frame), FrameType.PUBLISH));
            assertEquals(ErrorCode.PROTOCOL, refusal.code());
        }
    }

    @Test
    void anAnswerToListIsJson() {
        for (int type : new int[] {0, 3, 4}) {
            byte[] frame = RawFrame.of(FrameType.RESPONSE, 1)
                    .flags(1)
                    .body(type, new byte[type])
                    .bytes();
            var refusal = assertThrows(ProtocolException.class, () -> AnswerCodec.decode(frame(frame), FrameType.LIST));
            assertEquals(ErrorCode.PROTOCOL, refusal.code());
        }
    }

    @Test
    void revokeComesBack() throws ProtocolException {
        var revoke = new Revoke(3, Failure.of(ErrorCode.EXPIRED, "at noon"));
        assertEquals(revoke, RevokeCodec.decode(frame(out -> RevokeCodec.encode(out, revoke))));
    }

    @Test
    void goAwayComesBackWithAllThatItMaySay() throws ProtocolException {
        var goAway = new GoAway(Failure.of(ErrorCode.CALM, "later", 0xFFFF_FFFFL), 0xFFFF_0000L);
        assertEquals(goAway, GoAwayCodec.decode(frame(out -> GoAwayCodec.encode(out, goAway))));
    }

    @Test
    void emptyFramesAreTwelveBytes() throws ProtocolException {
        Frame ping = frame(PingCodec::encodePing);
        PingCodec.checkPing(ping);
        assertEquals(12, ping.toByteArray().length);
        PingCodec.checkPong(frame(PingCodec::encodePong));
        Frame cancel = frame(out -> CancelCodec.encode(out, 5));
        CancelCodec.check(cancel);
        assertEquals(5, cancel.stream());
    }

    @Test
    void detailIsCutAtACharacter() throws ProtocolException {
        String detail = "x".repeat(254) + "\uD83D\uDE00"; // 258 bytes
        Failure failure =
                ErrorCodec.decode(frame(out -> ErrorCodec.encode(out, 1, Failure.of(ErrorCode.ACTION_FAILED, detail))));
        assertEquals("x".repeat(254), failure.detail());
        String fits = "\u20AC".repeat(85);
        assertEquals(
                fits,
                ErrorCodec.decode(frame(
                                out -> ErrorCodec.encode(out, 1, Failure.of(ErrorCode.ACTION_FAILED, fits + "x"))))
                        .detail()
                        .substring(0, 85));
    }

    @Test
    void detailSteersNoTerminalAndBeginsNoLine() throws ProtocolException {
        String detail = "a\u001B[31mb\r\nc\u202Ed\u2028e\u0000f g \u00FC\u20AC\uD83D\uDE00";
        Failure failure =
                ErrorCodec.decode(frame(out -> ErrorCodec.encode(out, 1, Failure.of(ErrorCode.ACTION_FAILED, detail))));
        assertEquals("a\uFFFD[31mb\uFFFD\uFFFDc\uFFFDd\uFFFDe\uFFFDf g \u00FC\u20AC\uD83D\uDE00", failure.detail());
    }

    @Test
    void settingsThatAreNotKnownAreIgnoredAndMissingOnesHaveDefaults() throws ProtocolException {
        Hello hello = HelloCodec.decode(frame(hello("09" + "00000001" + "02" + "ffffffff")));
        assertEquals(1 << 20, hello.maxMessage());
        assertEquals(Integer.MAX_VALUE, hello.maxStreams());
        assertEquals(1_024, HelloCodec.decode(frame(hello(""))).maxStreams());
        byte[] twice = hello("0100000001" + "0100000001");
        assertThrows(ProtocolException.class, () -> HelloCodec.decode(frame(twice)));
        byte[] cut = hello("01000000");
        assertThrows(ProtocolException.class, () -> HelloCodec.decode(frame(cut)));
    }

    @Test
    void numbersThatAreTooLargeAreRefused() {
        byte[] sequence = RawFrame.of(FrameType.ACK, 1)
                .tag(0x26, "8000000000000000")
                .tag(0x35, "00")
                .bytes();
        assertThrows(ProtocolException.class, () -> AckCodec.decode(frame(sequence)));
        byte[] expires = RawFrame.of(FrameType.AUTH_OK, 1)
                .flags(1)
                .tag(0x12, "0001")
                .tag(0x13, "ff".repeat(8))
                .bytes();
        assertThrows(ProtocolException.class, () -> AnswerCodec.decode(frame(expires), FrameType.AUTH));
    }

    @Test
    void endHasNoPlaceOnStreamZero() {
        byte[] error =
                RawFrame.of(FrameType.ERROR, 0).flags(1).tag(0x30, "0001").bytes();
        assertThrows(ProtocolException.class, () -> ErrorCodec.decode(frame(error)));
    }

    @Test
    void aTokenIsNotPrinted() {
        assertEquals("AuthToken[***]", new Message.AuthToken("secret").toString());
    }

    @Test
    void bodiesShareTheirBufferOnlyIfTheyAreMuchOfIt() throws ProtocolException {
        byte[] large = RawFrame.of(FrameType.PERFORM, 1)
                .flags(1)
                .tag(0x12, "0001")
                .name(0x20, "a")
                .body(3, new byte[8_000])
                .bytes();
        Message.Perform shared = (Message.Perform) RequestCodec.decode(frame(large));
        assertEquals(large, shared.input().bytes().array());

        byte[] padded = Arrays.copyOf(large, 64_000);
        Message.Perform copied = (Message.Perform) RequestCodec.decode(frame(padded));
        assertEquals(8_000, copied.input().bytes().array().length);

        ByteBuffer direct = ByteBuffer.allocateDirect(large.length).put(large).flip();
        var decoder = new FrameDecoder();
        decoder.opened();
        Message.Perform onHeap = (Message.Perform) RequestCodec.decode(decoder.next(direct));
        assertTrue(onHeap.input().bytes().hasArray());
    }

    @Test
    void aFrameInTwoPiecesIsOne() throws ProtocolException {
        byte[] whole = RawFrame.of(FrameType.PERFORM, 1)
                .flags(1)
                .tag(0x12, "0001")
                .name(0x20, "a")
                .body(3, new byte[100])
                .bytes();
        for (int cut = 0; cut <= whole.length; cut++) {
            var decoder = new FrameDecoder();
            decoder.opened();
            Frame early = decoder.next(ByteBuffer.wrap(whole, 0, cut));
            ByteBuffer rest = ByteBuffer.wrap(whole, cut, whole.length - cut);
            Frame frame = cut == whole.length ? early : decoder.next(rest);
            assertEquals(
                    100, ((Message.Perform) RequestCodec.decode(frame)).input().length());
            if (cut < whole.length) {
                assertNull(early);
            }
        }
    }

    private static byte[] hello(String settings) {
        return RawFrame.of(FrameType.HELLO, 0)
                .tag(0x01, "00".repeat(32))
                .tag(0x02, "00".repeat(32))
                .tag(0x03, "00".repeat(16))
                .tag(0x06, settings)
                .tag(0x07, "ffffffff")
                .bytes();
    }

    private static Body text(String text) {
        return Body.of(ContentType.TEXT, text.getBytes(StandardCharsets.UTF_8));
    }

    private static Frame frame(Consumer<FrameWriter> encode) throws ProtocolException {
        var out = new FrameWriter();
        encode.accept(out);
        ByteBuffer taken = out.take();
        byte[] bytes = new byte[taken.remaining()];
        taken.get(bytes);
        return frame(bytes);
    }

    private static Frame frame(byte[] bytes) throws ProtocolException {
        var decoder = new FrameDecoder();
        decoder.opened();
        return decoder.next(ByteBuffer.wrap(bytes));
    }
}
