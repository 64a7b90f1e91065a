// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.wire;

import java.nio.ByteBuffer;

/** HELLO, type 01. */
public final class HelloCodec {
    private static final int MAX_MESSAGE = 1;
    private static final int MAX_STREAMS = 2;
    private static final int DEFAULT_MAX_MESSAGE = 1 << 20;
    private static final int DEFAULT_MAX_STREAMS = 1_024;
    /** Version 1 has no features; bits that it doesn't know are ignored. */
    private static final int FEATURES = 0;

    private HelloCodec() {}

    public static void encode(FrameWriter out, Hello hello) {
        byte[] settings = ByteBuffer.allocate(10)
                .put((byte) MAX_MESSAGE)
                .putInt(hello.maxMessage())
                .put((byte) MAX_STREAMS)
                .putInt(hello.maxStreams())
                .array();
        out.begin(FrameType.HELLO, 0, 0)
                .bytes(Tag.NONCE, hello.nonce())
                .bytes(Tag.IDKEY, hello.publicKey())
                .id(Tag.BOOT, hello.boot())
                .bytes(Tag.SETTINGS, settings)
                .u32(Tag.FEATURES, FEATURES)
                .text(Tag.AGENT, hello.agent())
                .end();
    }

    public static Hello decode(Frame frame) throws ProtocolException {
        frame.check(FrameRule.HELLO);
        int maxMessage = DEFAULT_MAX_MESSAGE;
        int maxStreams = DEFAULT_MAX_STREAMS;
        var seen = new boolean[256];
        ByteBuffer settings = frame.view(Tag.SETTINGS);
        while (settings.hasRemaining()) {
            int number = settings.get() & 0xFF;
            int value = (int) Math.min(settings.getInt() & Wire.MAX_U32, Integer.MAX_VALUE);
            if (seen[number]) {
                throw ProtocolException.malformed("setting " + number + " twice");
            }
            seen[number] = true;
            if (number == MAX_MESSAGE) {
                maxMessage = value;
            } else if (number == MAX_STREAMS) {
                maxStreams = value;
            }
        }
        return new Hello(
                frame.bytes(Tag.NONCE),
                frame.bytes(Tag.IDKEY),
                frame.id(Tag.BOOT),
                maxMessage,
                maxStreams,
                frame.text(Tag.AGENT));
    }
}
