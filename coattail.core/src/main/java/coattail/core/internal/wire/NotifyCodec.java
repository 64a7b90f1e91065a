// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.wire;

/** NOTIFY, type 16: an event, from the publisher on a subscription's stream. */
public final class NotifyCodec {
    private NotifyCodec() {}

    public static void encode(FrameWriter out, Message.Notify event, long stream) {
        out.begin(
                FrameType.NOTIFY,
                Flags.when(event.acknowledge(), Flags.ACK_REQ),
                event.data().type(),
                stream);
        CallTags.writeTimeout(out, event.timeoutMillis());
        out.id(Tag.EVENT_ID, event.event())
                .u64(Tag.SEQ, event.sequence())
                .path(event.trace())
                .bodyLength(event.data(), CallTags.parentLength(event.trace()))
                .parent(event.trace())
                .end(event.data());
    }

    public static Message.Notify decode(Frame frame) throws ProtocolException {
        frame.check(FrameRule.NOTIFY);
        return new Message.Notify(
                frame.id(Tag.EVENT_ID),
                frame.u63(Tag.SEQ),
                frame.u32(Tag.TIMEOUT_MS, -1),
                frame.has(Flags.ACK_REQ),
                frame.trace(),
                frame.body());
    }
}
