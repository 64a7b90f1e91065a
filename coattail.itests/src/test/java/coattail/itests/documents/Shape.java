// SPDX-License-Identifier: Apache-2.0
package coattail.itests.documents;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The shape of output that a page shows. {@code ...} stands for anything within a line, alone in a line for any number
 * of lines; how many blanks stand between columns and how long a rule is doesn't matter.
 */
record Shape(List<String> lines) {
    private static final String DOTS = "...";

    boolean fits(String output) {
        var pattern = lines.stream().map(Shape::pattern).collect(Collectors.joining());
        var actual = output.lines().map(line -> even(line) + "\n").collect(Collectors.joining());
        return Pattern.matches(pattern, actual);
    }

    private static String pattern(String line) {
        var even = even(line);
        return even.equals(DOTS)
                ? "(?:.*\n)*?"
                : Pattern.compile(DOTS, Pattern.LITERAL)
                        .splitAsStream(even + "\n")
                        .map(Pattern::quote)
                        .collect(Collectors.joining(".*"));
    }

    private static String even(String line) {
        return line.replaceAll(" +", " ").replaceAll("─+", "─").stripTrailing();
    }
}
