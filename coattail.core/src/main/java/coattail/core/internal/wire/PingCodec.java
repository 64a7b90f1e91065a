// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.wire;

/** PING and PONG, types 06 and 07: nothing but the header. */
public final class PingCodec {
    private PingCodec() {}

    public static void encodePing(FrameWriter out) {
        out.begin(FrameType.PING, 0, 0).end();
    }

    public static void encodePong(FrameWriter out) {
        out.begin(FrameType.PONG, 0, 0).end();
    }

    public static void checkPing(Frame frame) throws ProtocolException {
        frame.check(FrameRule.PING);
    }

    public static void checkPong(Frame frame) throws ProtocolException {
        frame.check(FrameRule.PONG);
    }
}
