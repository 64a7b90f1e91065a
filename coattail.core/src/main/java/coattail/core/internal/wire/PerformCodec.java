// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.wire;

/** PERFORM, type 10. */
final class PerformCodec {
    private PerformCodec() {}

    static void encode(FrameWriter out, Message.Perform perform, long stream, long timeoutMillis) {
        int flags = Flags.END
                | Flags.when(perform.thenPublish(), Flags.THEN_PUBLISH)
                | Flags.when(perform.verdicts(), Flags.ACK_REQ);
        out.begin(FrameType.PERFORM, flags, perform.input().type(), stream)
                .u16(Tag.GRANT, perform.grant())
                .ascii(Tag.NAME, perform.name());
        CallTags.write(out, timeoutMillis, perform.trace());
        out.end(perform.input());
    }

    static Message.Perform decode(Frame frame) throws ProtocolException {
        frame.check(FrameRule.PERFORM);
        CallTags.refuseUnsupported(frame);
        return new Message.Perform(
                frame.u16(Tag.GRANT),
                frame.name(Tag.NAME),
                frame.u32(Tag.TIMEOUT_MS, -1),
                frame.has(Flags.THEN_PUBLISH),
                frame.has(Flags.ACK_REQ),
                frame.trace(),
                frame.body());
    }
}
