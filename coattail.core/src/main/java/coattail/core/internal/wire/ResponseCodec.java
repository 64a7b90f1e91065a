// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.wire;

import java.nio.ByteBuffer;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

import coattail.api.Outcome;

/** RESPONSE, type 18, to all requests but SUBSCRIBE. What it carries depends on the request. */
final class ResponseCodec {
    private static final Outcome[] OUTCOMES = Outcome.values();
    /** The most that ERRCODE and DETAIL take. */
    private static final int REFUSAL = FrameWriter.TAG + Short.BYTES + FrameWriter.TAG + Wire.MAX_DETAIL;

    private ResponseCodec() {}

    static void encode(FrameWriter out, FrameType request, Message.Response response, long stream) {
        switch (request) {
            case PERFORM -> encodeOutput(out, response, stream);
            case PUBLISH ->
                out.begin(FrameType.RESPONSE, Flags.END, stream)
                        .bytes(Tag.COUNTS, counts(response.counts()))
                        .end();
            case UNSUBSCRIBE -> out.begin(FrameType.RESPONSE, Flags.END, stream).end();
            case LIST, TRACE ->
                out.begin(FrameType.RESPONSE, Flags.END, response.body().type(), stream)
                        .bodyLength(response.body(), 0)
                        .end(response.body());
            default -> throw new IllegalArgumentException("no RESPONSE of this kind to " + request);
        }
    }

    private static void encodeOutput(FrameWriter out, Message.Response response, long stream) {
        out.begin(FrameType.RESPONSE, Flags.END, response.body().type(), stream)
                .bodyLength(
                        response.body(),
                        countsLength(response) + (response.publishRefused().isPresent() ? REFUSAL : 0));
        response.publishRefused().ifPresent(failure -> out.u16(Tag.ERRCODE, failure.number()));
        if (!response.counts().isEmpty()) {
            out.bytes(Tag.COUNTS, counts(response.counts()));
        }
        response.publishRefused().ifPresent(failure -> out.text(Tag.DETAIL, failure.detail()));
        out.end(response.body());
    }

    static Message.Response decode(Frame frame, FrameType request) throws ProtocolException {
        switch (request) {
            case PERFORM -> {
                frame.check(FrameRule.RESPONSE_TO_PERFORM);
                return new Message.Response(
                        frame.body(),
                        counts(frame),
                        frame.has(Tag.ERRCODE) ? Optional.of(FailureTags.read(frame)) : Optional.empty());
            }
            case PUBLISH -> {
                frame.check(FrameRule.RESPONSE_TO_PUBLISH);
                return new Message.Response(Body.NONE, counts(frame), Optional.empty());
            }
            case UNSUBSCRIBE -> {
                frame.check(FrameRule.RESPONSE_TO_UNSUBSCRIBE);
                return Message.Response.EMPTY;
            }
            case LIST -> {
                frame.check(FrameRule.RESPONSE_TO_LIST);
                return new Message.Response(frame.body(), Map.of(), Optional.empty());
            }
            case TRACE -> {
                frame.check(FrameRule.RESPONSE_TO_TRACE);
                return new Message.Response(frame.body(), Map.of(), Optional.empty());
            }
            default -> throw ProtocolException.malformed("RESPONSE to " + request);
        }
    }

    private static int countsLength(Message.Response response) {
        return response.counts().isEmpty()
                ? 0
                : FrameWriter.TAG + 5 * response.counts().size();
    }

    private static byte[] counts(Map<Outcome, Integer> counts) {
        var bytes = ByteBuffer.allocate(counts.size() * 5);
        for (Outcome outcome : OUTCOMES) {
            Integer count = counts.get(outcome);
            if (count != null) {
                bytes.put((byte) outcome.ordinal()).putInt(count);
            }
        }
        return bytes.array();
    }

    private static Map<Outcome, Integer> counts(Frame frame) throws ProtocolException {
        if (!frame.has(Tag.COUNTS)) {
            return Map.of();
        }
        var counts = new EnumMap<Outcome, Integer>(Outcome.class);
        ByteBuffer bytes = frame.view(Tag.COUNTS);
        while (bytes.hasRemaining()) {
            int outcome = bytes.get() & 0xFF;
            int count = bytes.getInt();
            if (outcome >= OUTCOMES.length || count < 0 || counts.put(OUTCOMES[outcome], count) != null) {
                throw ProtocolException.malformed("outcome " + outcome + " in COUNTS");
            }
        }
        return counts;
    }
}
