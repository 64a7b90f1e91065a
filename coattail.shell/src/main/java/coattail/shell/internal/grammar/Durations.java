// SPDX-License-Identifier: Apache-2.0
package coattail.shell.internal.grammar;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** Durations as people write them: {@code 250ms}, {@code 5s}, {@code 2m}, {@code 1h}, {@code 1d}, {@code 2w}. */
public final class Durations {
    private static final Pattern WRITTEN = Pattern.compile("([0-9]{1,9})([a-z]*)");
    private static final Map<String, Duration> UNITS = new LinkedHashMap<>();

    static {
        UNITS.put("ms", Duration.ofMillis(1));
        UNITS.put("s", Duration.ofSeconds(1));
        UNITS.put("m", Duration.ofMinutes(1));
        UNITS.put("h", Duration.ofHours(1));
        UNITS.put("d", Duration.ofDays(1));
        UNITS.put("w", Duration.ofDays(7));
    }

    private Durations() {}

    /** The duration, 0 or more. */
    public static Duration parse(String text) throws UsageException {
        var parts = WRITTEN.matcher(text);
        if (!parts.matches()) {
            throw new UsageException("'" + text + "' isn't a duration, as in 250ms, 5s, 2m, 1h, 1d or 2w");
        }
        long number = Long.parseLong(parts.group(1));
        var name = parts.group(2);
        if (name.isEmpty()) {
            throw new UsageException("'" + text + "' has no unit, and a guess could be wrong by a thousand; write "
                    + text + "s for seconds, or one of ms, m, h, d, w");
        }
        var unit = UNITS.get(name);
        if (unit == null) {
            throw new UsageException("'" + name + "' isn't a unit; the units are ms, s, m, h, d and w");
        }
        return unit.multipliedBy(number);
    }

    /** A duration in at most two units, as in {@code 3h 12m}. */
    public static String print(Duration duration) {
        long millis = duration.toMillis();
        if (millis < 1_000) {
            return millis + "ms";
        }
        var text = new StringBuilder();
        int shown = 0;
        for (var name : new String[] {"d", "h", "m", "s"}) {
            long unit = UNITS.get(name).toMillis();
            long number = millis / unit;
            millis %= unit;
            if (number > 0 && shown < 2) {
                text.append(shown == 0 ? "" : " ").append(number).append(name);
            }
            if (number > 0 || shown > 0) {
                shown++;
            }
        }
        return text.toString();
    }
}
