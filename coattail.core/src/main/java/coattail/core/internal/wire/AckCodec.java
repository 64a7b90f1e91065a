// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.wire;

import coattail.api.Outcome;

/** ACK, type 17: what became of an event, from the subscriber. */
public final class AckCodec {
    private AckCodec() {}

    public static void encode(FrameWriter out, long stream, long sequence, int status) {
        out.begin(FrameType.ACK, 0, stream)
                .u64(Tag.SEQ, sequence)
                .u8(Tag.STATUS, status)
                .end();
    }

    public static Ack decode(Frame frame) throws ProtocolException {
        frame.check(FrameRule.ACK);
        int status = frame.u8(Tag.STATUS);
        if (status > Outcome.UNKNOWN.ordinal()) {
            throw ProtocolException.malformed("status " + status + " in ACK");
        }
        return new Ack(frame.u63(Tag.SEQ), status);
    }

    /** @param status the number of an {@link Outcome}, from 0 to 6 */
    public record Ack(long sequence, int status) {}
}
