// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.token;

/** Shows text of strangers in messages: on one line, in ASCII, bounded, and without power over a terminal. */
public final class Printable {
    private static final int LONGEST = 64;

    private Printable() {}

    /**
     * A text in quotation marks, cut after 64 characters; what isn't printable ASCII is shown as in Java's source. At
     * most 128 characters come out.
     */
    public static String quote(String text) {
        var quoted = new StringBuilder("'");
        int i = 0;
        while (i < text.length() && i < LONGEST && quoted.length() < 2 * LONGEST - 10) {
            char c = text.charAt(i++);
            if (c == '\'' || c == '\\') {
                quoted.append('\\').append(c);
            } else if (c >= ' ' && c <= '~') {
                quoted.append(c);
            } else {
                quoted.append(String.format("\\u%04x", (int) c));
            }
        }
        return quoted.append(i < text.length() ? "...'" : "'").toString();
    }
}
