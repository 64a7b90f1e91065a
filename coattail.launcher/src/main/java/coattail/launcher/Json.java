// SPDX-License-Identifier: Apache-2.0
package coattail.launcher;

import java.util.List;
import java.util.StringJoiner;

/** The little JSON that the launcher writes itself. */
final class Json {
    private Json() {}

    /** An object of names and values in turn; see {@link #value}. */
    static String object(Object... namesAndValues) {
        var members = new StringJoiner(",", "{", "}");
        for (int i = 0; i < namesAndValues.length; i += 2) {
            members.add(string((String) namesAndValues[i]) + ":" + value(namesAndValues[i + 1]));
        }
        return members.toString();
    }

    /** An array. */
    static String array(List<?> values) {
        var elements = new StringJoiner(",", "[", "]");
        for (Object value : values) {
            elements.add(value(value));
        }
        return elements.toString();
    }

    /** A number, a boolean, a list or nothing as such, anything else as a string. */
    private static String value(Object value) {
        if (value == null || value instanceof Number || value instanceof Boolean || value instanceof Raw) {
            return String.valueOf(value);
        }
        return value instanceof List<?> list ? array(list) : string(value.toString());
    }

    /** What is JSON already. */
    private record Raw(String json) {
        @Override
        public String toString() {
            return json;
        }
    }

    /** An object within another. */
    static Object within(String json) {
        return new Raw(json);
    }

    static String string(String text) {
        var json = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                json.append('\\').append(c);
            } else if (c < ' ' || c == 0x7F || (c >= 0x80 && c < 0xA0)) {
                json.append(String.format("\\u%04x", (int) c));
            } else {
                json.append(c);
            }
        }
        return json.append('"').toString();
    }

    /** A failure, as commands report it with {@code --json}. */
    static String error(String code, String message) {
        return object(
                "error",
                within(object("code", code, "message", message, "retryable", false, "retryAfterMillis", null)));
    }
}
