// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.wire;

import coattail.api.ErrorCode;

/** SUBSCRIBE, type 12. */
final class SubscribeCodec {
    private static final int LAST_POLICY = 2;

    private SubscribeCodec() {}

    static void encode(FrameWriter out, Message.Subscribe subscribe, long stream) {
        out.begin(FrameType.SUBSCRIBE, 0, stream)
                .u16(Tag.GRANT, subscribe.grant())
                .ascii(Tag.NAME, subscribe.name())
                .ascii(Tag.RECEIVER, subscribe.receiver())
                .id(Tag.SUB_ID, subscribe.subscription())
                .u32(Tag.CREDIT_MSGS, subscribe.creditMessages())
                .u32(Tag.CREDIT_BYTES, subscribe.creditBytes())
                .u8(Tag.POLICY, subscribe.policy());
        if (subscribe.window() >= 0) {
            out.u32(Tag.WINDOW, subscribe.window());
        }
        out.end();
    }

    static Message.Subscribe decode(Frame frame) throws ProtocolException {
        frame.check(FrameRule.SUBSCRIBE);
        int policy = frame.has(Tag.POLICY) ? frame.u8(Tag.POLICY) : 0;
        long window = frame.u32(Tag.WINDOW, -1);
        if (policy > LAST_POLICY || window == 0) {
            throw new ProtocolException(
                    ErrorCode.BAD_INPUT,
                    "policy " + policy + " with a window of " + window + "; policies are 0 to " + LAST_POLICY
                            + ", a window is at least 1");
        }
        return new Message.Subscribe(
                frame.u16(Tag.GRANT),
                frame.name(Tag.NAME),
                frame.name(Tag.RECEIVER),
                frame.id(Tag.SUB_ID),
                CreditCodec.credit(frame, Tag.CREDIT_MSGS),
                CreditCodec.credit(frame, Tag.CREDIT_BYTES),
                policy,
                (int) Math.min(window, Integer.MAX_VALUE));
    }
}
