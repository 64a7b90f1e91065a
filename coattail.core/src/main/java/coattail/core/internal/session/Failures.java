// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.session;

import coattail.api.ErrorCode;
import coattail.core.internal.wire.Failure;

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

    static Failure bodyTooLarge(int size, int limit) {
        return Failure.of(ErrorCode.TOO_LARGE, tooLarge(size, limit));
    }

    static String tooLarge(int size, int limit) {
        return "a body of " + size + " bytes; the limit is " + limit;
    }
}
