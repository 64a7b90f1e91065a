// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.convert;

import java.io.IOException;
import java.io.InputStream;

import coattail.api.CoattailException;
import coattail.api.ErrorCode;
import coattail.api.Payload;
import coattail.core.internal.wire.Body;
import coattail.core.internal.wire.ReadableRest;

/**
 * The stream of a payload that an application gave and nobody has read yet.
 *
 * @param payload not empty
 */
record Unread(Payload payload) implements ReadableRest {

    @Override
    public long length() {
        return payload.length();
    }

    @Override
    public InputStream open(Body first) {
        return payload.stream();
    }

    /** The body, read into memory where it is a stream of this process. */
    static Body whole(Body body) {
        if (!(body.rest() instanceof Unread unread)) {
            return body;
        }
        long length = unread.length();
        try (var stream = unread.open(body)) {
            byte[] bytes = stream.readNBytes((int) Math.min(length, Integer.MAX_VALUE));
            if (bytes.length < length) {
                throw new CoattailException(
                        ErrorCode.BAD_INPUT,
                        "the payload's stream has " + bytes.length + " bytes and not the stated " + length);
            }
            return Body.of(body.type(), bytes);
        } catch (IOException e) {
            throw new CoattailException(ErrorCode.BAD_INPUT, "the payload's stream can't be read", null, e);
        }
    }
}
