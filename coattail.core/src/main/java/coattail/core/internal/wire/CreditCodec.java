// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.wire;

import coattail.api.ErrorCode;

/** CREDIT, type 08: messages, bytes of bodies, or both. */
public final class CreditCodec {
    private CreditCodec() {}

    /** @param messages left out where it is 0, and so is {@code bytes}; not both may be */
    public static void encode(FrameWriter out, long stream, int messages, int bytes) {
        out.begin(FrameType.CREDIT, 0, stream);
        if (messages > 0) {
            out.u32(Tag.CREDIT_MSGS, messages);
        }
        if (bytes > 0) {
            out.u32(Tag.CREDIT_BYTES, bytes);
        }
        out.end();
    }

    public static Credit decode(Frame frame) throws ProtocolException {
        frame.check(FrameRule.CREDIT);
        if (!frame.has(Tag.CREDIT_MSGS) && !frame.has(Tag.CREDIT_BYTES)) {
            throw ProtocolException.malformed("CREDIT of nothing");
        }
        return new Credit(credit(frame, Tag.CREDIT_MSGS), credit(frame, Tag.CREDIT_BYTES));
    }

    /** A u32 that credit can be. */
    static int credit(Frame frame, Tag tag) throws ProtocolException {
        long value = frame.u32(tag, 0);
        if (value > Integer.MAX_VALUE) {
            throw new ProtocolException(ErrorCode.FLOW_CONTROL, "credit of " + value + " in " + tag);
        }
        return (int) value;
    }

    /**
     * @param messages how many more events, from 0
     * @param bytes how many more bytes of bodies, from 0
     */
    public record Credit(int messages, int bytes) {}
}
