// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.wire;

import java.util.Optional;

/** UNSUBSCRIBE, type 13. */
final class UnsubscribeCodec {
    private UnsubscribeCodec() {}

    static void encode(FrameWriter out, Message.Unsubscribe unsubscribe, long stream) {
        out.begin(FrameType.UNSUBSCRIBE, Flags.END, stream).u16(Tag.GRANT, unsubscribe.grant());
        unsubscribe.subscription().ifPresent(id -> out.id(Tag.SUB_ID, id));
        out.end();
    }

    static Message.Unsubscribe decode(Frame frame) throws ProtocolException {
        frame.check(FrameRule.UNSUBSCRIBE);
        return new Message.Unsubscribe(
                frame.u16(Tag.GRANT), frame.has(Tag.SUB_ID) ? Optional.of(frame.id(Tag.SUB_ID)) : Optional.empty());
    }
}
