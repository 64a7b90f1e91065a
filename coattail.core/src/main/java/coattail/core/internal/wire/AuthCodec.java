// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.wire;

import java.nio.charset.StandardCharsets;

/** AUTH, type 03: a token or the name of one. */
final class AuthCodec {
    private AuthCodec() {}

    static void encode(FrameWriter out, Message.AuthToken auth, long stream) {
        out.begin(FrameType.AUTH, Flags.END, stream)
                .ascii(Tag.TOKEN, auth.token())
                .end();
    }

    static void encode(FrameWriter out, Message.AuthReference auth, long stream) {
        out.begin(FrameType.AUTH, Flags.END, stream)
                .id(Tag.TOKEN_REF, auth.jti())
                .end();
    }

    static Message.Request decode(Frame frame) throws ProtocolException {
        frame.check(FrameRule.AUTH);
        if (frame.has(Tag.TOKEN) == frame.has(Tag.TOKEN_REF)) {
            throw ProtocolException.malformed("AUTH has either TOKEN or TOKEN_REF");
        }
        if (frame.has(Tag.TOKEN_REF)) {
            return new Message.AuthReference(frame.id(Tag.TOKEN_REF));
        }
        byte[] token = frame.bytes(Tag.TOKEN);
        for (byte each : token) {
            if (each < ' ') {
                throw ProtocolException.malformed("a TOKEN that isn't printable ASCII");
            }
        }
        return new Message.AuthToken(new String(token, StandardCharsets.US_ASCII));
    }
}
