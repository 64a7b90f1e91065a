// SPDX-License-Identifier: Apache-2.0
package coattail.shell.internal.grammar;

/** The words don't make a command. The message is one line that says which word is wrong, and what would be right. */
public final class UsageException extends Exception {
    private static final long serialVersionUID = 1L;

    public UsageException(String message) {
        super(message);
    }

    public UsageException(String message, Throwable cause) {
        super(message, cause);
    }
}
