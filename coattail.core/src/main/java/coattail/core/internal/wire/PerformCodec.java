// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.wire;

/** PERFORM, type 10. */
final class PerformCodec {
    private PerformCodec() {}

    static void encode(FrameWriter out, Message.Perform perform, long stream, long timeoutMillis) {
        int flags = Flags.END
                | Flags.when(perform.thenPublish(), Flags.THEN_PUBLISH)
                | Flags.when(perform.wantLog(), Flags.WANT_LOG)
                | Flags.when(perform.verdicts(), Flags.ACK_REQ);
        out.begin(FrameType.PERFORM, flags, perform.input().type(), stream);
        CallTags.write(out, perform.call(), timeoutMillis, perform.input());
        out.end(perform.input());
    }

    static Message.Perform decode(Frame frame) throws ProtocolException {
        frame.check(FrameRule.PERFORM);
        return new Message.Perform(
                CallTags.read(frame), frame.has(Flags.THEN_PUBLISH), frame.has(Flags.WANT_LOG), frame.body());
    }
}
