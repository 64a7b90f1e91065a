// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

import org.junit.jupiter.api.Test;

import coattail.api.ContentType;
import coattail.api.ErrorCode;
import coattail.api.Outcome;

/** Every line of docs/protocol.md, "Vectors", but the opening's, which the session's tests run. */
class VectorsTest {
    private static final Id16 SUBSCRIPTION = Id16.parse("0f1e2d3c4b5a69788796a5b4c3d2e1f0");
    private static final byte[] PARENT =
            HexFormat.of().parseHex("004bf92f3577b34da6a3ce929d0e0e473600f067aa0ba902b701");
    private static final Path RESIZE =
            Path.EMPTY.append(Path.step("ct:UDDReOZl1ipXAfp9wYsm13sDBMK5og--QWdBjzuf6o4", "resize"));

    @Test
    void step() {
        assertArrayEquals(Vectors.bytes("step"), RESIZE.toByteArray());
    }

    /** The page that says what the bytes are, and the file that the code is held against, say the same. */
    @Test
    void documentedAsTheyAre() throws IOException {
        var docs = new File(System.getProperty("basedir", "."), "../docs");
        String page = Files.readString(new File(docs, "protocol.md").toPath());
        String digits = page.substring(page.indexOf("## Vectors")).replaceAll("\\s", "");
        for (String name : Vectors.names()) {
            String vector = name + ":" + HexFormat.of().formatHex(Vectors.bytes(name));
            assertTrue(digits.contains(vector), name);
        }
    }

    @Test
    void hello() throws ProtocolException {
        for (String side : new String[] {"listener", "dialler"}) {
            byte[] vector = Vectors.bytes("hello-" + side);
            Hello hello = HelloCodec.decode(frame(vector));
            assertArrayEquals(Arrays.copyOfRange(vector, 15, 47), hello.nonce());
            assertArrayEquals(Vectors.bytes("public-" + side), hello.publicKey());
            assertEquals(Id16.parse((side.equals("listener") ? "a1" : "b2").repeat(16)), hello.boot());
            assertEquals(1 << 20, hello.maxMessage());
            assertEquals(1_024, hello.maxStreams());
            assertEquals("", hello.agent());
            assertEncodes(vector, out -> HelloCodec.encode(out, hello));
        }
    }

    @Test
    void proof() throws ProtocolException {
        byte[] vector = Vectors.bytes("proof-dialler");
        byte[] signature = ProofCodec.decode(frame(vector));
        assertArrayEquals(Arrays.copyOfRange(vector, 15, 79), signature);
        assertEncodes(vector, out -> ProofCodec.encode(out, signature));
    }

    @Test
    void authReference() throws ProtocolException {
        assertRequest(
                "auth-reference", 1, -1, new Message.AuthReference(Id16.parse("000102030405060708090a0b0c0d0e0f")));
    }

    @Test
    void authOk() throws ProtocolException {
        assertAnswer("auth-ok", FrameType.AUTH, 1, new Message.AuthOk(1, 0x6b49d200L));
    }

    @Test
    void perform() throws ProtocolException {
        Frame frame = frame(Vectors.bytes("perform"));
        assertEquals(1, frame.stream());
        var perform = (Message.Perform) RequestCodec.decode(frame);
        assertEquals(1, perform.grant());
        assertEquals("resize", perform.name());
        assertEquals(2_500, perform.timeoutMillis());
        assertEquals(
                Optional.of(Id16.parse("00112233445566778899aabbccddeeff")),
                perform.call().key());
        assertEquals(0x40000, perform.call().creditBytes());
        assertEquals(true, perform.wantLog());
        assertEquals(false, perform.thenPublish());
        assertEquals(false, perform.verdicts());
        assertArrayEquals(PARENT, perform.trace().parent());
        assertEquals(json("{\"w\":640}"), perform.input());
        assertEncodes(Vectors.bytes("perform"), out -> RequestCodec.encode(out, perform, 1, 2_500));
    }

    @Test
    void responseToPerform() throws ProtocolException {
        assertAnswer(
                "response-perform",
                FrameType.PERFORM,
                1,
                new Message.Response(json("{\"ok\":true}"), Map.of(), Optional.empty()));
    }

    @Test
    void subscribe() throws ProtocolException {
        assertRequest(
                "subscribe", 3, -1, new Message.Subscribe(1, "resize", "thumbs", SUBSCRIPTION, 64, 1 << 20, 0, -1));
    }

    @Test
    void responseToSubscribe() throws ProtocolException {
        assertAnswer(
                "response-subscribe",
                FrameType.SUBSCRIBE,
                3,
                new Message.Subscribed(1, 0, Id16.parse("c3".repeat(16))));
    }

    @Test
    void event() throws ProtocolException {
        Message.Notify event = NotifyCodec.decode(frame(Vectors.bytes("notify")));
        assertEquals(Id16.parse("0190f3c2a7b84d1e9c0011223344aabb"), event.event());
        assertEquals(7, event.sequence());
        assertEquals(2_400, event.timeoutMillis());
        assertEquals(true, event.acknowledge());
        assertEquals(RESIZE, event.trace().path());
        assertArrayEquals(PARENT, event.trace().parent());
        assertEquals(json("{\"px\":101.5}"), event.data());
        assertEncodes(Vectors.bytes("notify"), out -> NotifyCodec.encode(out, event, 3));
    }

    @Test
    void ack() throws ProtocolException {
        assertEquals(new AckCodec.Ack(7, 0), AckCodec.decode(frame(Vectors.bytes("ack"))));
        assertEncodes(Vectors.bytes("ack"), out -> AckCodec.encode(out, 3, 7, 0));
    }

    @Test
    void credit() throws ProtocolException {
        assertEquals(new CreditCodec.Credit(16, 4_096), CreditCodec.decode(frame(Vectors.bytes("credit"))));
        assertEncodes(Vectors.bytes("credit"), out -> CreditCodec.encode(out, 3, 16, 4_096));
    }

    @Test
    void publish() throws ProtocolException {
        assertRequest(
                "publish",
                5,
                2_500,
                new Message.Publish(
                        new CallHead(1, "resize", 2_500, Optional.empty(), 0, true, Trace.NONE),
                        json("{\"px\":101.5}")));
    }

    @Test
    void responseToPublish() throws ProtocolException {
        assertAnswer(
                "response-publish",
                FrameType.PUBLISH,
                5,
                new Message.Response(Body.NONE, Map.of(Outcome.PROCESSED, 2, Outcome.OFFLINE, 1), Optional.empty()));
    }

    @Test
    void unsubscribe() throws ProtocolException {
        assertRequest("unsubscribe", 7, -1, new Message.Unsubscribe(1, Optional.of(SUBSCRIPTION)));
        assertRequest("unsubscribe-rest", 9, -1, new Message.Unsubscribe(1, Optional.empty()));
    }

    @Test
    void error() throws ProtocolException {
        Failure failure = Failure.of(ErrorCode.RATE_LIMITED, "", 250);
        Frame frame = frame(Vectors.bytes("error"));
        assertEquals(5, frame.stream());
        assertEquals(failure, ErrorCodec.decode(frame));
        assertEncodes(Vectors.bytes("error"), out -> ErrorCodec.encode(out, 5, failure));
    }

    @Test
    void goAway() throws ProtocolException {
        var goAway = new GoAway(Failure.of(ErrorCode.DRAIN, ""), 41);
        assertEquals(goAway, GoAwayCodec.decode(frame(Vectors.bytes("goaway"))));
        assertEncodes(Vectors.bytes("goaway"), out -> GoAwayCodec.encode(out, goAway));
    }

    private static void assertRequest(String vector, long stream, long timeoutMillis, Message.Request request)
            throws ProtocolException {
        Frame frame = frame(Vectors.bytes(vector));
        assertEquals(stream, frame.stream());
        assertEquals(RequestCodec.typeOf(request), frame.type());
        assertEquals(request, RequestCodec.decode(frame));
        assertEncodes(Vectors.bytes(vector), out -> RequestCodec.encode(out, request, stream, timeoutMillis));
    }

    private static void assertAnswer(String vector, FrameType request, long stream, Message answer)
            throws ProtocolException {
        Frame frame = frame(Vectors.bytes(vector));
        assertEquals(stream, frame.stream());
        assertEquals(answer, AnswerCodec.decode(frame, request));
        assertEncodes(Vectors.bytes(vector), out -> AnswerCodec.encode(out, request, answer, stream));
    }

    private static void assertEncodes(byte[] expected, Consumer<FrameWriter> encode) {
        var out = new FrameWriter();
        encode.accept(out);
        ByteBuffer taken = out.take();
        byte[] bytes = new byte[taken.remaining()];
        taken.get(bytes);
        assertEquals(HexFormat.of().formatHex(expected), HexFormat.of().formatHex(bytes));
    }

    private static Frame frame(byte[] bytes) {
        var decoder = new FrameDecoder();
        decoder.opened();
        ByteBuffer in = ByteBuffer.wrap(bytes);
        try {
            Frame frame = decoder.next(in);
            assertEquals(0, in.remaining());
            assertArrayEquals(bytes, frame.toByteArray());
            var other = new FrameDecoder();
            other.opened();
            assertNull(other.next(ByteBuffer.wrap(bytes, 0, bytes.length - 1)));
            return frame;
        } catch (ProtocolException e) {
            throw new AssertionError(e);
        }
    }

    private static Body json(String text) {
        return Body.of(ContentType.JSON, text.getBytes(StandardCharsets.UTF_8));
    }
}
