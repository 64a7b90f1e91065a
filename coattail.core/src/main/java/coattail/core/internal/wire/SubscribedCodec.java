// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.wire;

/** RESPONSE, type 18, to SUBSCRIBE. It leaves the stream open. */
final class SubscribedCodec {
    private SubscribedCodec() {}

    static void encode(FrameWriter out, Message.Subscribed answer, long stream) {
        out.begin(FrameType.RESPONSE, 0, stream)
                .u64(Tag.SEQ, answer.nextSequence())
                .u32(Tag.DROPPED, Math.min(answer.dropped(), Wire.MAX_U32))
                .id(Tag.EPOCH, answer.epoch())
                .end();
    }

    static Message.Subscribed decode(Frame frame) throws ProtocolException {
        frame.check(FrameRule.RESPONSE_TO_SUBSCRIBE);
        return new Message.Subscribed(frame.u63(Tag.SEQ), frame.u32(Tag.DROPPED), frame.id(Tag.EPOCH));
    }
}
