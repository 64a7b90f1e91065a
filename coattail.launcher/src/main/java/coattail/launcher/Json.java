// SPDX-License-Identifier: Apache-2.0
package coattail.launcher;

/** The little JSON that the launcher writes itself. */
final class Json {
    private Json() {}

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
        return "{\"error\":{\"code\":" + string(code) + ",\"message\":" + string(message)
                + ",\"retryable\":false,\"retryAfterMillis\":null}}";
    }
}
