// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.wire;

/** TRACE, type 1C. It has no TIMEOUT_MS, and no PATH: asking is no step. */
final class TraceCodec {
    private TraceCodec() {}

    static void encode(FrameWriter out, Message.AskTrace ask, long stream) {
        out.begin(FrameType.TRACE, Flags.END, stream).u16(Tag.GRANT, ask.grant());
        CallTags.writeCredit(out, ask.creditBytes());
        out.parent(ask.trace()).end();
    }

    static Message.AskTrace decode(Frame frame) throws ProtocolException {
        frame.check(FrameRule.TRACE);
        return new Message.AskTrace(frame.u16(Tag.GRANT), frame.trace(), CreditCodec.credit(frame, Tag.CREDIT_BYTES));
    }
}
