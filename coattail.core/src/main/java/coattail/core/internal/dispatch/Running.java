// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.dispatch;

import coattail.api.ErrorCode;

/** An operation under way. */
@FunctionalInterface
public interface Running {

    /** An operation that is over. */
    Running OVER = (code, reason) -> {};

    /**
     * Ends the operation early: work that hasn't begun doesn't begin, a handler that runs is interrupted. The answer is
     * a failure of this code, unless it was given already.
     */
    void cancel(ErrorCode code, String reason);

    /**
     * Tells that nobody hears the answer, since the connection with the caller was lost. Ends the operation, but where
     * the caller may come back for its outcome.
     */
    default void abandon(String why) {
        cancel(ErrorCode.CANCELLED, why);
    }
}
