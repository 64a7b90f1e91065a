// SPDX-License-Identifier: Apache-2.0
package coattail.shell.internal.print;

import java.util.ArrayList;
import java.util.List;

/** Breaks text into lines. */
final class Wrapping {
    private Wrapping() {}

    /** Lines of at most {@code width} characters, broken at spaces where there are any; at least one line. */
    static List<String> wrap(String text, int width) {
        var lines = new ArrayList<String>();
        var rest = text;
        while (rest.length() > Math.max(1, width)) {
            int end = rest.lastIndexOf(' ', width);
            boolean atSpace = end > 0;
            if (!atSpace) {
                end = Math.max(1, width);
            }
            lines.add(rest.substring(0, end).stripTrailing());
            rest = rest.substring(atSpace ? end + 1 : end);
        }
        lines.add(rest);
        return lines;
    }

    /** The first few of some lines, the last with an ellipsis if there are more. */
    static List<String> cut(List<String> lines, int most, int width, String ellipsis) {
        if (lines.size() <= most) {
            return lines;
        }
        var last = lines.get(most - 1);
        var kept = new ArrayList<>(lines.subList(0, most - 1));
        kept.add(last.substring(0, Math.min(last.length(), Math.max(0, width - ellipsis.length()))) + ellipsis);
        return kept;
    }
}
