// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.wire;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** A frame made by hand, right or wrong. */
public final class RawFrame {
    private final int type;
    private long stream;
    private final ByteArrayOutputStream tags = new ByteArrayOutputStream();
    private int flags;
    private int content;
    private byte[] body = {};

    private RawFrame(int type, long stream) {
        this.type = type;
        this.stream = stream;
    }

    public static RawFrame of(int type, long stream) {
        return new RawFrame(type, stream);
    }

    public static RawFrame of(FrameType type, long stream) {
        return new RawFrame(type.number(), stream);
    }

    /** The same on another stream. */
    public RawFrame on(long other) {
        stream = other;
        return this;
    }

    public RawFrame flags(int value) {
        flags = value;
        return this;
    }

    /** @param hex the value */
    public RawFrame tag(int number, String hex) {
        byte[] value = HexFormat.of().parseHex(hex);
        tags.write(number);
        tags.write(value.length >> 8);
        tags.write(value.length);
        tags.writeBytes(value);
        return this;
    }

    public RawFrame name(int number, String name) {
        return tag(number, HexFormat.of().formatHex(name.getBytes(StandardCharsets.UTF_8)));
    }

    public RawFrame body(int type, byte[] bytes) {
        content = type;
        body = bytes;
        return this;
    }

    public byte[] bytes() {
        int length = tags.size() + body.length;
        return ByteBuffer.allocate(12 + length)
                .putInt(length << 8 | type)
                .put((byte) flags)
                .put((byte) content)
                .putShort((short) tags.size())
                .putInt((int) stream)
                .put(tags.toByteArray())
                .put(body)
                .array();
    }
}
