// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.wire;

/** PUBLISH, type 11. */
final class PublishCodec {
    private PublishCodec() {}

    static void encode(FrameWriter out, Message.Publish publish, long stream, long timeoutMillis) {
        int flags = Flags.END | Flags.when(publish.verdicts(), Flags.ACK_REQ);
        out.begin(FrameType.PUBLISH, flags, publish.data().type(), stream)
                .u16(Tag.GRANT, publish.grant())
                .ascii(Tag.NAME, publish.name());
        CallTags.write(out, timeoutMillis, publish.trace());
        out.end(publish.data());
    }

    static Message.Publish decode(Frame frame) throws ProtocolException {
        frame.check(FrameRule.PUBLISH);
        CallTags.refuseUnsupported(frame);
        return new Message.Publish(
                frame.u16(Tag.GRANT),
                frame.name(Tag.NAME),
                frame.u32(Tag.TIMEOUT_MS, -1),
                frame.has(Flags.ACK_REQ),
                frame.trace(),
                frame.body());
    }
}
