// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.wire;

import coattail.api.ErrorCode;

/**
 * What an ERROR frame says.
 *
 * @param code the error
 * @param number its number on the wire, which may be one that this version doesn't know (then {@code code} is INTERNAL)
 * @param retryMillis when to try again, -1 where nothing is said
 * @param detail one line for people, may be empty; never a stack trace
 */
public record Failure(ErrorCode code, int number, long retryMillis, String detail) {
    /** A place may be free again after a moment; who asks sooner only fills the line. */
    private static final long BUSY_MILLIS = 250;

    public static Failure of(ErrorCode code, String detail) {
        return new Failure(code, code.number(), -1, detail);
    }

    /** What is full at the moment, and when to try again. */
    public static Failure busy(String detail) {
        return of(ErrorCode.BUSY, detail, BUSY_MILLIS);
    }

    public static Failure of(ErrorCode code, String detail, long retryMillis) {
        return new Failure(code, code.number(), retryMillis, detail);
    }
}
