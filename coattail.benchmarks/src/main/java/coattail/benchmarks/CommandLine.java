// SPDX-License-Identifier: Apache-2.0
package coattail.benchmarks;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The words of a command line: options, each with a value. Of one that is given twice the later counts. */
final class CommandLine {
    private static final String JVM = "--jvm";
    private static final String OUT = "--out";

    private final Map<String, String> values = new HashMap<>();
    private final List<String> jvmArguments = new ArrayList<>();

    /**
     * Reads them.
     *
     * @param known the options that take a number
     */
    CommandLine(List<String> arguments, Set<String> known) {
        var words = new ArrayDeque<>(arguments);
        while (!words.isEmpty()) {
            var option = words.remove();
            var value = words.poll();
            if (value == null) {
                throw new IllegalArgumentException(option + " needs a value, or isn't an option");
            }
            if (option.equals(JVM)) {
                jvmArguments.add(value);
            } else if (option.equals(OUT) || known.contains(option)) {
                values.put(option, value);
            } else {
                throw new IllegalArgumentException("there is no option " + option);
            }
        }
    }

    /** What an option was given, or what it is else. */
    int number(String option, int otherwise, int least, int most) {
        var value = values.get(option);
        return value == null ? otherwise : Options.number(option, value, least, most);
    }

    List<String> jvmArguments() {
        return List.copyOf(jvmArguments);
    }

    /** Where the JSON goes; null for beside the program. */
    Path out() {
        return values.containsKey(OUT) ? Path.of(values.get(OUT)) : null;
    }
}
