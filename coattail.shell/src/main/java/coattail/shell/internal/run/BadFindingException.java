// SPDX-License-Identifier: Apache-2.0
package coattail.shell.internal.run;

/** A command did what it should, and what it found is bad. The message is one line. */
public final class BadFindingException extends Exception {
    private static final long serialVersionUID = 1L;

    public BadFindingException(String message) {
        super(message);
    }
}
