// SPDX-License-Identifier: Apache-2.0
package coattail.api;

import static java.util.Objects.requireNonNull;

/** Thrown by an action to tell its caller why it failed: the one exception whose message leaves the instance. */
public class ActionFailure extends Exception {
    private static final long serialVersionUID = 1L;

    /**
     * @param message what the caller is told; what exceeds 256 bytes of UTF-8 is cut off for a caller on another
     *     instance
     */
    public ActionFailure(String message) {
        super(requireNonNull(message, "message"));
    }

    /**
     * @param message what the caller is told
     * @param cause why, for this instance's log
     */
    public ActionFailure(String message, Throwable cause) {
        super(requireNonNull(message, "message"), cause);
    }
}
