// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.token;

/** The names of actions and receivers. */
public final class Names {
    /** How a name is formed, for messages. */
    public static final String SYNTAX = "a name has 1 to 64 of A-Z a-z 0-9 space . _ -,"
            + " a letter or digit first, no space last";

    private static final int LONGEST = 64;

    private Names() {}

    /** Whether a text is formed as a name is. Names are case-sensitive. */
    public static boolean isName(String text) {
        int length = text.length();
        if (length < 1 || length > LONGEST || !isLetterOrDigit(text.charAt(0)) || text.charAt(length - 1) == ' ') {
            return false;
        }
        for (int i = 1; i < length; i++) {
            char c = text.charAt(i);
            if (!isLetterOrDigit(c) && c != ' ' && c != '.' && c != '_' && c != '-') {
                return false;
            }
        }
        return true;
    }

    private static boolean isLetterOrDigit(char c) {
        return c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c >= '0' && c <= '9';
    }
}
