// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * What holds for every frame that a codec takes. The frame is read here a second time, by nothing of what is tested: it
 * must be well-formed, and what the codec writes of it must say the same.
 */
final class FrameLaws {
    private static final FrameType[] ANSWERED = {
        FrameType.AUTH,
        FrameType.PERFORM,
        FrameType.PUBLISH,
        FrameType.SUBSCRIBE,
        FrameType.UNSUBSCRIBE,
        FrameType.LIST,
        FrameType.TRACE
    };
    /** Tags whose value a codec may write in another way: SETTINGS, FEATURES, WINDOW, COUNTS, AGENT, DETAIL. */
    private static final Set<Integer> REWRITTEN = Set.of(0x06, 0x07, 0x39, 0x3B, 0x81, 0x83);
    /** Tags that are taken and not kept: CREDIT_BYTES of a request, TIME, RETRY_MS in an answer. */
    private static final Set<Integer> LEFT_OUT = Set.of(0x34, 0x82);

    private FrameLaws() {}

    /** Of a frame that is taken and that nobody here would write: credit of 0, CANCEL of a stream that can't be. */
    private static void notWritten(FrameWriter out) {}

    /** Any bytes are frames or a refusal, however they are cut; and each frame is decoded by each codec that may. */
    static void stream(byte[] bytes, int piece) {
        int whole = read(bytes, bytes.length, true);
        assertEquals(whole, read(bytes, 1 + piece, false), "frames in pieces of " + (1 + piece));
    }

    private static int read(byte[] bytes, int piece, boolean decode) {
        var decoder = new FrameDecoder();
        decoder.opened();
        int frames = 0;
        try {
            for (int at = 0; at < bytes.length; at += piece) {
                var in = ByteBuffer.wrap(Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + piece)));
                for (Frame frame = decoder.next(in); frame != null; frame = decoder.next(in)) {
                    frames++;
                    assertTrue(frame.toByteArray().length <= Wire.MAX_WRITE);
                    if (decode) {
                        frame(frame.toByteArray());
                    }
                }
                assertEquals(0, in.remaining(), "bytes that nobody has taken");
            }
        } catch (ProtocolException e) {
            return -1 - frames;
        }
        return frames;
    }

    /** @param bytes one frame whose header is right */
    static void frame(byte[] bytes) {
        FrameType type = FrameType.of(bytes[3]);
        if (type == FrameType.AUTH_OK || type == FrameType.RESPONSE) {
            for (FrameType request : ANSWERED) {
                law(bytes, frame -> {
                    Message answer = AnswerCodec.decode(frame, request);
                    return out -> AnswerCodec.encode(out, request, answer, frame.stream());
                });
            }
        } else if (type != null) {
            law(bytes, FrameLaws::decode);
        }
    }

    /** Reads a frame, and comes back with what writes it. */
    private interface Decoding {
        Consumer<FrameWriter> of(Frame frame) throws ProtocolException;
    }

    private static Consumer<FrameWriter> decode(Frame frame) throws ProtocolException {
        long stream = frame.stream();
        switch (frame.type()) {
            case HELLO -> {
                Hello hello = HelloCodec.decode(frame);
                return out -> HelloCodec.encode(out, hello);
            }
            case PROOF -> {
                byte[] signature = ProofCodec.decode(frame);
                return out -> ProofCodec.encode(out, signature);
            }
            case REVOKE -> {
                Revoke revoke = RevokeCodec.decode(frame);
                return out -> RevokeCodec.encode(out, revoke);
            }
            case PING -> {
                PingCodec.checkPing(frame);
                return PingCodec::encodePing;
            }
            case PONG -> {
                PingCodec.checkPong(frame);
                return PingCodec::encodePong;
            }
            case CREDIT -> {
                var credit = CreditCodec.decode(frame);
                boolean some = credit.messages() > 0 || credit.bytes() > 0;
                return some
                        ? out -> CreditCodec.encode(out, stream, credit.messages(), credit.bytes())
                        : FrameLaws::notWritten;
            }
            case GOAWAY -> {
                GoAway goAway = GoAwayCodec.decode(frame);
                return out -> GoAwayCodec.encode(out, goAway);
            }
            case ERROR -> {
                Failure failure = ErrorCodec.decode(frame);
                return out -> ErrorCodec.encode(out, stream, failure);
            }
            case CANCEL -> {
                CancelCodec.check(frame);
                return stream > 0 ? out -> CancelCodec.encode(out, stream) : FrameLaws::notWritten;
            }
            case CHUNK -> {
                ChunkCodec.Chunk chunk = ChunkCodec.decode(frame);
                return out -> ChunkCodec.encode(out, stream, chunk.part(), chunk.more(), chunk.end());
            }
            case NOTIFY -> {
                Message.Notify event = NotifyCodec.decode(frame);
                return out -> NotifyCodec.encode(out, event, stream);
            }
            case ACK -> {
                AckCodec.Ack ack = AckCodec.decode(frame);
                return out -> AckCodec.encode(out, stream, ack.sequence(), ack.status());
            }
            default -> {
                Message.Request request = RequestCodec.decode(frame);
                long timeout = timeout(request);
                return out -> RequestCodec.encode(out, request, stream, timeout);
            }
        }
    }

    private static long timeout(Message.Request request) {
        return request instanceof Message.CallRequest call ? call.timeoutMillis() : -1;
    }

    private static void law(byte[] bytes, Decoding decoding) {
        byte[] first;
        try {
            first = encode(decoding.of(at(bytes)));
        } catch (ProtocolException e) {
            assertTrue(e.getMessage().lines().count() == 1, e.getMessage());
            return;
        }
        if (first.length == 0) {
            return;
        }
        assertSame(bytes, first);
        try {
            assertArrayEquals(first, encode(decoding.of(at(first))), "written a second time");
        } catch (ProtocolException e) {
            throw new AssertionError(
                    "what was written can't be read: " + HexFormat.of().formatHex(first), e);
        }
    }

    private static Frame at(byte[] bytes) throws ProtocolException {
        var decoder = new FrameDecoder();
        decoder.opened();
        return decoder.next(ByteBuffer.wrap(bytes));
    }

    private static byte[] encode(Consumer<FrameWriter> encoding) {
        var out = new FrameWriter();
        encoding.accept(out);
        ByteBuffer taken = out.take();
        byte[] bytes = new byte[taken.remaining()];
        taken.get(bytes);
        return bytes;
    }

    /** What came in and what is written of it: all but flags, the stream of a frame that has none, and what may go. */
    private static void assertSame(byte[] came, byte[] written) {
        SortedMap<Integer, byte[]> in = tags(came);
        SortedMap<Integer, byte[]> out = tags(written);
        in.forEach((tag, value) -> {
            byte[] kept = out.get(tag);
            if (kept != null && !REWRITTEN.contains(tag)) {
                assertArrayEquals(value, kept, "tag " + Integer.toHexString(tag));
            }
            boolean mayGo =
                    tag >= Tag.OPTIONAL || LEFT_OUT.contains(tag) || Arrays.equals(value, new byte[value.length]);
            assertTrue(kept != null || mayGo, () -> "tag " + Integer.toHexString(tag) + " is lost");
        });
        assertEquals(came[3], written[3], "the type");
        assertEquals(came[5], written[5], "the type of the body");
        assertArrayEquals(body(came), body(written), "the body");
        if (out.equals(in)
                && came[4] == written[4]
                && header(came).getInt(8) == header(written).getInt(8)) {
            assertArrayEquals(came, written);
        }
    }

    private static ByteBuffer header(byte[] frame) {
        return ByteBuffer.wrap(frame);
    }

    private static byte[] body(byte[] frame) {
        return Arrays.copyOfRange(frame, 12 + header(frame).getShort(6), frame.length);
    }

    /** The TLV block of a frame that was taken: ascending, each whole, none too many. */
    private static SortedMap<Integer, byte[]> tags(byte[] frame) {
        int length = header(frame).getInt(0) >>> 8;
        assertEquals(frame.length, 12 + length, "LEN");
        assertTrue(
                length <= 15_988
                        && header(frame).getShort(6) >= 0
                        && header(frame).getShort(6) <= 4_096,
                "HLEN");
        ByteBuffer block = header(frame).slice(12, header(frame).getShort(6));
        var tags = new TreeMap<Integer, byte[]>();
        while (block.hasRemaining()) {
            assertTrue(block.remaining() >= 3, "half a tag was taken");
            int number = block.get() & 0xFF;
            assertTrue(tags.isEmpty() || tags.lastKey() < number, "tags that don't ascend were taken");
            int size = block.getShort() & 0xFFFF;
            assertTrue(size <= block.remaining(), "a tag that is cut off was taken");
            byte[] value = new byte[size];
            block.get(value);
            tags.put(number, value);
        }
        return tags;
    }
}
