// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.wire;

import java.nio.ByteBuffer;

import coattail.api.ContentType;

/**
 * The body of a message. Encoded once and shared: the bytes are never changed once a body is made. One that is large
 * may be here in part only.
 *
 * @param type what the bytes are
 * @param bytes those that are here, from the first: a heap buffer from position to limit; read it through
 *     {@link #view()} only
 * @param rest those that are not; {@code null} for a whole body
 */
public record Body(ContentType type, ByteBuffer bytes, Rest rest) {
    public static final Body NONE = new Body(ContentType.NONE, ByteBuffer.allocate(0));

    /** A whole body. */
    public Body(ContentType type, ByteBuffer bytes) {
        this(type, bytes, null);
    }

    public static Body of(ContentType type, byte[] bytes) {
        return new Body(type, ByteBuffer.wrap(bytes));
    }

    /** This body, its rest to be had from there. */
    public Body with(Rest other) {
        return new Body(type, bytes, other);
    }

    public boolean isWhole() {
        return rest == null;
    }

    /** How many bytes are here. */
    public int length() {
        return bytes.remaining();
    }

    /** How many bytes the whole of it has. */
    public long size() {
        return rest == null ? length() : length() + rest.length();
    }

    /** The bytes that are here, with a position of the caller's own. */
    public ByteBuffer view() {
        return bytes.duplicate();
    }

    /** A copy of the bytes that are here. */
    public byte[] toByteArray() {
        byte[] copy = new byte[bytes.remaining()];
        bytes.duplicate().get(copy);
        return copy;
    }
}
