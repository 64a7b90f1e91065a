// SPDX-License-Identifier: Apache-2.0
package coattail.api;

import static java.util.Objects.requireNonNull;

/**
 * A line that an action logged.
 *
 * @param level its level
 * @param text its text, without line end
 */
public record LogLine(System.Logger.Level level, String text) {
    public LogLine {
        requireNonNull(level, "level");
        requireNonNull(text, "text");
    }
}
