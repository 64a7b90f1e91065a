// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.wire;

/** PUBLISH, type 11. */
final class PublishCodec {
    private PublishCodec() {}

    static void encode(FrameWriter out, Message.Publish publish, long stream, long timeoutMillis) {
        int flags = Flags.END | Flags.when(publish.verdicts(), Flags.ACK_REQ);
        out.begin(FrameType.PUBLISH, flags, publish.data().type(), stream);
        CallTags.write(out, publish.call(), timeoutMillis, publish.data());
        out.end(publish.data());
    }

    static Message.Publish decode(Frame frame) throws ProtocolException {
        frame.check(FrameRule.PUBLISH);
        return new Message.Publish(CallTags.read(frame), frame.body());
    }
}
