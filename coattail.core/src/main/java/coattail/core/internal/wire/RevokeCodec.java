// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.wire;

/** REVOKE, type 05. */
public final class RevokeCodec {
    private RevokeCodec() {}

    public static void encode(FrameWriter out, Revoke revoke) {
        out.begin(FrameType.REVOKE, 0, 0)
                .u16(Tag.GRANT, revoke.grant())
                .u16(Tag.ERRCODE, revoke.failure().number())
                .text(Tag.DETAIL, revoke.failure().detail())
                .end();
    }

    public static Revoke decode(Frame frame) throws ProtocolException {
        frame.check(FrameRule.REVOKE);
        return new Revoke(frame.u16(Tag.GRANT), FailureTags.read(frame));
    }
}
