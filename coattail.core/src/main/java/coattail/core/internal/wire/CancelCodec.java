// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.wire;

/** CANCEL, type 0B: who opened a stream doesn't want it any more. */
public final class CancelCodec {
    private CancelCodec() {}

    public static void encode(FrameWriter out, long stream) {
        out.begin(FrameType.CANCEL, Flags.END, stream).end();
    }

    public static void check(Frame frame) throws ProtocolException {
        frame.check(FrameRule.CANCEL);
    }
}
