// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.token;

import java.time.Duration;

/** Lengths of time as operators write them: a number and a unit, such as {@code 12h}, {@code 2d}, {@code 1w}. */
public final class Durations {
    private Durations() {}

    /**
     * Reads a length of time.
     *
     * @param text 1 to 6 digits and one of {@code s}, {@code m}, {@code h}, {@code d}, {@code w}
     * @throws IllegalArgumentException if it is anything else
     */
    public static Duration parse(String text) {
        if (!text.matches("[0-9]{1,6}[smhdw]")) {
            throw new IllegalArgumentException(Printable.quote(text)
                    + " isn't a length of time: a number and one of s, m, h, d, w, such as 30s, 12h, 2d or 1w");
        }
        int number = Integer.parseInt(text.substring(0, text.length() - 1));
        return switch (text.charAt(text.length() - 1)) {
            case 's' -> Duration.ofSeconds(number);
            case 'm' -> Duration.ofMinutes(number);
            case 'h' -> Duration.ofHours(number);
            case 'd' -> Duration.ofDays(number);
            default -> Duration.ofDays(7L * number);
        };
    }
}
