// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.wire;

import coattail.api.ErrorCode;

/** CHUNK, type 19: more of a body whose first frame had MORE. */
public final class ChunkCodec {
    private ChunkCodec() {}

    /**
     * @param more whether another follows
     * @param end whether the sender has nothing more to say on the stream
     */
    public static void encode(FrameWriter out, long stream, Body part, boolean more, boolean end) {
        out.begin(FrameType.CHUNK, Flags.when(more, Flags.MORE) | Flags.when(end, Flags.END), part.type(), stream)
                .end(part);
    }

    public static Chunk decode(Frame frame) throws ProtocolException {
        try {
            frame.check(FrameRule.CHUNK);
        } catch (ProtocolException e) {
            // No request, and so not for itself alone: what it belongs to is of a known type.
            throw new ProtocolException(ErrorCode.PROTOCOL, e.getMessage());
        }
        Body part = frame.part();
        return new Chunk(part, frame.has(Flags.MORE), frame.has(Flags.END));
    }

    /**
     * @param more whether another follows
     * @param end whether the sender has nothing more to say on the stream
     */
    public record Chunk(Body part, boolean more, boolean end) {}
}
