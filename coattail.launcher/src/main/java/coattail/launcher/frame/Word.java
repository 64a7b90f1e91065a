// SPDX-License-Identifier: Apache-2.0
package coattail.launcher.frame;

/**
 * One argument of a command.
 *
 * @param text what it says
 * @param data whether it was read from a file or standard input, and so is never an option
 */
public record Word(String text, boolean data) {

    public static Word word(String text) {
        return new Word(text, false);
    }

    public static Word data(String text) {
        return new Word(text, true);
    }

    /** Without what was read: a token comes that way. */
    @Override
    public String toString() {
        return data ? "***" : text;
    }
}
