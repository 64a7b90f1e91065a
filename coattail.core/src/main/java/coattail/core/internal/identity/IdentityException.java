// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.identity;

/**
 * The instance's keys can't be used, or must not be. The message is one line for the operator: what is wrong and what
 * to do.
 */
public final class IdentityException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    IdentityException(String message) {
        super(message);
    }

    IdentityException(String message, Throwable cause) {
        super(message, cause);
    }
}
