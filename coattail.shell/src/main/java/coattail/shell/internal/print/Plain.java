// SPDX-License-Identifier: Apache-2.0
package coattail.shell.internal.print;

import java.util.regex.Pattern;

/**
 * Makes text safe to print. Names, descriptions and results come from peers: what would move the cursor, recolour the
 * screen or turn the direction of writing is shown as an escape instead.
 */
public final class Plain {
    /** A signed token: its header is a JSON object, so its text begins as the base64 of a brace and a quote. */
    private static final Pattern TOKEN = Pattern.compile("eyJ[A-Za-z0-9_-]{8,}(\\.[A-Za-z0-9_-]*)*");

    private Plain() {}

    /** Text for one line. */
    public static String line(String text) {
        return escape(text, false);
    }

    /** Text of several lines. */
    public static String lines(String text) {
        return escape(text, true);
    }

    /** The same text with {@code ***} for anything that looks like a token. */
    public static String withoutTokens(String text) {
        return text.contains("eyJ") ? TOKEN.matcher(text).replaceAll("***") : text;
    }

    private static String escape(String text, boolean severalLines) {
        if (text.codePoints().allMatch(point -> isSafe(point, severalLines))) {
            return text;
        }
        var escaped = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(point -> {
            if (isSafe(point, severalLines)) {
                escaped.appendCodePoint(point);
            } else {
                append(escaped, point);
            }
        });
        return escaped.toString();
    }

    private static boolean isSafe(int point, boolean severalLines) {
        if (point < 0x7f) {
            return point >= ' ' || (severalLines && (point == '\n' || point == '\t'));
        }
        return switch (Character.getType(point)) {
            // FORMAT has the marks that turn the direction of writing, and others that can't be seen
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE -> false;
            default -> true;
        };
    }

    private static void append(StringBuilder escaped, int point) {
        switch (point) {
            case '\n' -> escaped.append("\\n");
            case '\r' -> escaped.append("\\r");
            case '\t' -> escaped.append("\\t");
            default -> {
                for (char half : Character.toChars(point)) {
                    escaped.append(String.format("\\u%04x", (int) half));
                }
            }
        }
    }
}
