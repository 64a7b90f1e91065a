// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.session;

import coattail.api.ErrorCode;
import coattail.core.internal.wire.Body;
import coattail.core.internal.wire.Failure;
import coattail.core.internal.wire.ProtocolException;

/** Sentences of failures, and whose matter they are. */
final class Failures {
    private static final int FIRST_OF_STREAMS = 0x0100;

    private Failures() {}

    /**
     * Whether the number of a code says that it concerns one stream and not the connection (docs/protocol.md,
     * "Errors").
     */
    static boolean isOfStream(ErrorCode code) {
        return code.number() >= FIRST_OF_STREAMS;
    }

    /** The same of a frame that opens a stream: it may be broken, or come too late, for itself. */
    static boolean isOfRequest(ErrorCode code) {
        return isOfStream(code) || code == ErrorCode.PROTOCOL || code == ErrorCode.DRAIN;
    }

    /** @throws ProtocolException for a body that is larger than what this side takes */
    static void checkSize(Body body, int limit) throws ProtocolException {
        if (body.size() > limit) {
            throw new ProtocolException(ErrorCode.TOO_LARGE, tooLarge(body.size(), limit));
        }
    }

    static Failure bodyTooLarge(long size, int limit) {
        return Failure.of(ErrorCode.TOO_LARGE, tooLarge(size, limit));
    }

    private static String tooLarge(long size, int limit) {
        return "a body of " + size + " bytes; the limit is " + limit;
    }
}
