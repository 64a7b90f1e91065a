// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.token;

/**
 * A token isn't acceptable. The message is one line that says why; it holds nothing of the token but what is verified.
 */
public final class TokenException extends Exception {
    private static final long serialVersionUID = 1L;

    TokenException(String message) {
        super(message);
    }

    TokenException(String message, Throwable cause) {
        super(message, cause);
    }
}
