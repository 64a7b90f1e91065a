// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.wire;

/** AUTH_OK, type 04. */
final class AuthOkCodec {
    private AuthOkCodec() {}

    static void encode(FrameWriter out, Message.AuthOk answer, long stream) {
        out.begin(FrameType.AUTH_OK, Flags.END, stream).u16(Tag.GRANT, answer.grant());
        if (answer.expires() >= 0) {
            out.u64(Tag.EXP, answer.expires());
        }
        out.end();
    }

    static Message.AuthOk decode(Frame frame) throws ProtocolException {
        frame.check(FrameRule.AUTH_OK);
        int grant = frame.u16(Tag.GRANT);
        if (grant == 0) {
            throw ProtocolException.malformed("grant 0");
        }
        return new Message.AuthOk(grant, frame.has(Tag.EXP) ? frame.u63(Tag.EXP) : -1);
    }
}
