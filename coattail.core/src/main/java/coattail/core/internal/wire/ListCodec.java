// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.wire;

import java.util.Optional;

/** LIST, type 14. It has no TIMEOUT_MS. */
final class ListCodec {
    private ListCodec() {}

    static void encode(FrameWriter out, Message.ListActions list, long stream) {
        out.begin(FrameType.LIST, Flags.END, stream).u16(Tag.GRANT, list.grant());
        list.name().ifPresent(name -> out.ascii(Tag.NAME, name));
        CallTags.writeCredit(out, list.creditBytes());
        out.end();
    }

    static Message.ListActions decode(Frame frame) throws ProtocolException {
        frame.check(FrameRule.LIST);
        return new Message.ListActions(
                frame.u16(Tag.GRANT),
                frame.has(Tag.NAME) ? Optional.of(frame.name(Tag.NAME)) : Optional.empty(),
                CreditCodec.credit(frame, Tag.CREDIT_BYTES));
    }
}
