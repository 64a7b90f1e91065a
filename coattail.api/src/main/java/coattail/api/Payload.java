// SPDX-License-Identifier: Apache-2.0
package coattail.api;

import static java.util.Objects.requireNonNull;

import java.io.ByteArrayInputStream;
import java.io.InputStream;

/**
 * A body that isn't converted: an action or receiver of this type gets, and answers, the bytes as they are. Immutable.
 */
public final class Payload {
    private final ContentType contentType;
    private final byte[] bytes;

    private Payload(ContentType contentType, byte[] bytes) {
        this.contentType = contentType;
        this.bytes = bytes;
    }

    /**
     * A payload of these bytes.
     *
     * @param contentType what the bytes are; {@link ContentType#NONE} only with no bytes
     * @param bytes the bytes; copied
     * @throws IllegalArgumentException if {@code contentType} is NONE and there are bytes
     */
    public static Payload of(ContentType contentType, byte[] bytes) {
        requireNonNull(contentType, "contentType");
        if (contentType == ContentType.NONE && bytes.length > 0) {
            throw new IllegalArgumentException("a payload of content type NONE has no bytes");
        }
        return new Payload(contentType, bytes.clone());
    }

    public ContentType contentType() {
        return contentType;
    }

    /** The number of bytes. */
    public long length() {
        return bytes.length;
    }

    /** The bytes, from the first; each call gives a stream of its own, which need not be closed. */
    public InputStream stream() {
        return new ByteArrayInputStream(bytes);
    }
}
