// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.wire;

/**
 * The names of actions and receivers: {@code [A-Za-z0-9]([A-Za-z0-9 ._-]{0,62}[A-Za-z0-9._-])?}, case-sensitive.
 * Nothing that could be a path, a control or a bidirectional character gets past here.
 */
public final class Names {
    /** The most characters of a name. */
    public static final int LONGEST = 64;
    /** What a name is, in one line for people. */
    public static final String RULE =
            "a name has 1 to 64 of A-Z a-z 0-9 space . _ -, a letter or digit first, no space last";

    private Names() {}

    /** @param text may be {@code null}, which is no name */
    public static boolean isName(String text) {
        if (text == null || text.isEmpty() || text.length() > LONGEST || !isLetterOrDigit(text.charAt(0))) {
            return false;
        }
        for (int i = 1; i < text.length(); i++) {
            if (!isInner(text.charAt(i))) {
                return false;
            }
        }
        return text.charAt(text.length() - 1) != ' ';
    }

    private static boolean isInner(char c) {
        return isLetterOrDigit(c) || c == ' ' || c == '.' || c == '_' || c == '-';
    }

    private static boolean isLetterOrDigit(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }
}
