// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.wire;

import java.nio.ByteBuffer;

import coattail.api.ContentType;

/**
 * The body of a message. Encoded once and shared: the bytes are never changed once a body is made.
 *
 * @param type what the bytes are
 * @param bytes a heap buffer from position to limit; read it through {@link #view()} only
 */
public record Body(ContentType type, ByteBuffer bytes) {
    public static final Body NONE = new Body(ContentType.NONE, ByteBuffer.allocate(0));

    public static Body of(ContentType type, byte[] bytes) {
        return new Body(type, ByteBuffer.wrap(bytes));
    }

    public int length() {
        return bytes.remaining();
    }

    /** The bytes, with a position of the caller's own. */
    public ByteBuffer view() {
        return bytes.duplicate();
    }

    public byte[] toByteArray() {
        byte[] copy = new byte[bytes.remaining()];
        bytes.duplicate().get(copy);
        return copy;
    }
}
