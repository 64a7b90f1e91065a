// SPDX-License-Identifier: Apache-2.0
package coattail.api;

import static java.util.Objects.requireNonNull;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A body that isn't converted: an action or receiver of this type gets, and answers, the bytes as they are.
 *
 * <p>It is either bytes in memory, and then immutable, or a stream of stated length, which is read once, so that a body
 * of any size passes through little memory. Such a stream is read while the body is sent: at the pace of who takes it,
 * on another thread than the one that gave it, and closed at the end of it or of the call. A payload that comes from a
 * peer and fits one frame is bytes; a larger one is a stream, whose {@code read} blocks until more has come, and throws
 * {@link java.io.IOException} where the rest doesn't: because the call was cancelled, its deadline has passed (it holds
 * until the last byte has come), or the connection was lost. A receiver's is always bytes.
 */
public final class Payload {
    private final ContentType contentType;
    private final long length;
    /** {@code null} for a stream. */
    private final byte[] bytes;
    /** {@code null} for bytes. */
    private final InputStream stream;

    private final AtomicBoolean taken = new AtomicBoolean();

    private Payload(ContentType contentType, long length, byte[] bytes, InputStream stream) {
        this.contentType = contentType;
        this.length = length;
        this.bytes = bytes;
        this.stream = stream;
    }

    /**
     * A payload of these bytes.
     *
     * @param contentType what the bytes are; {@link ContentType#NONE} only with no bytes
     * @param bytes the bytes; copied
     * @throws IllegalArgumentException if {@code contentType} is NONE and there are bytes
     */
    public static Payload of(ContentType contentType, byte[] bytes) {
        check(contentType, bytes.length);
        return new Payload(contentType, bytes.length, bytes.clone(), null);
    }

    /**
     * A payload that is read from a stream, once. Publishing it is refused with {@link ErrorCode#UNSUPPORTED_TYPE},
     * since several read what is published.
     *
     * @param contentType what the bytes are; {@link ContentType#NONE} only with no bytes
     * @param length how many bytes the stream has, from 0; a call whose stream ends before fails, what comes behind
     *     them isn't read
     * @param stream the bytes; belongs to the payload from here on
     * @throws IllegalArgumentException if {@code length} is negative, or {@code contentType} is NONE and there are
     *     bytes
     * @since 1.1
     */
    public static Payload of(ContentType contentType, long length, InputStream stream) {
        if (length < 0) {
            throw new IllegalArgumentException("a payload has no " + length + " bytes");
        }
        check(contentType, length);
        return new Payload(contentType, length, null, requireNonNull(stream, "stream"));
    }

    private static void check(ContentType contentType, long length) {
        requireNonNull(contentType, "contentType");
        if (contentType == ContentType.NONE && length > 0) {
            throw new IllegalArgumentException("a payload of content type NONE has no bytes");
        }
    }

    public ContentType contentType() {
        return contentType;
    }

    /** The number of bytes. */
    public long length() {
        return length;
    }

    /**
     * Whether it is a stream, to be had once, rather than bytes in memory.
     *
     * @since 1.1
     */
    public boolean isStream() {
        return stream != null;
    }

    /**
     * The bytes, from the first. Of bytes in memory each call gives a stream of its own, which need not be closed. A
     * payload that {@linkplain #isStream() is a stream} gives it once, for one thread at a time; who doesn't read it to
     * its end closes it.
     *
     * @throws IllegalStateException if the payload is a stream, and was asked for it before
     */
    public InputStream stream() {
        if (stream == null) {
            return new ByteArrayInputStream(bytes);
        }
        if (!taken.compareAndSet(false, true)) {
            throw new IllegalStateException("a payload that is a stream is read once");
        }
        return stream;
    }
}
