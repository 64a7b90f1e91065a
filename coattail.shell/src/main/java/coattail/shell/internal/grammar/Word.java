// SPDX-License-Identifier: Apache-2.0
package coattail.shell.internal.grammar;

import static java.util.Objects.requireNonNull;

/**
 * One word of a command line.
 *
 * @param text what was written, or, for data, the content that was read for it
 * @param data whether it is the content of a file or of standard input, and so never an option, whatever it begins with
 */
public record Word(String text, boolean data) {
    public Word {
        requireNonNull(text, "text");
    }

    /** A word as it was written. */
    public static Word said(String text) {
        return new Word(text, false);
    }

    /** Content that was read already. */
    public static Word data(String content) {
        return new Word(content, true);
    }

    boolean is(String other) {
        return !data && text.equals(other);
    }

    /** Data prints as nothing but that: it may be a token, and consoles and access lists print their arguments. */
    @Override
    public String toString() {
        return data ? "***" : text;
    }
}
