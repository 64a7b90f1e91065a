// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.wire;

/** PROOF, type 02: a signature of 64 bytes. */
public final class ProofCodec {
    private ProofCodec() {}

    public static void encode(FrameWriter out, byte[] signature) {
        out.begin(FrameType.PROOF, 0, 0).bytes(Tag.SIG, signature).end();
    }

    public static byte[] decode(Frame frame) throws ProtocolException {
        frame.check(FrameRule.PROOF);
        return frame.bytes(Tag.SIG);
    }
}
