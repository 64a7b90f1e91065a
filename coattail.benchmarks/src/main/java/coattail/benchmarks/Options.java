// SPDX-License-Identifier: Apache-2.0
package coattail.benchmarks;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

import coattail.benchmarks.measure.Series;

/**
 * What was asked for on the command line.
 *
 * @param seconds how long to measure in all, the warming up included, the starting of the processes not
 * @param rounds how often to measure each
 * @param inFlight how many echoes are under way at a time
 * @param series what to compare; the base is always among them
 * @param jvmArguments more of them for the processes
 * @param out where the JSON goes; null for beside the program
 */
record Options(
        int seconds, int rounds, List<Integer> inFlight, Set<Series> series, List<String> jvmArguments, Path out) {

    static final String USAGE =
            """
            Measures what performing an action costs, beside MINA and TLS alone. With a word before
            the options something else; --help behind the word lists its options:

              revocation         how soon a token that is revoked has no effect any more
              fanout             what subscribers that read notice of one that doesn't
              killed             whether verdicts are true where subscribers are killed
              hops               how soon a cancel or a deadline ends actions over several instances

              --seconds N        how long to measure in all, warming up included (120)
              --rounds N         how often to measure each series (5)
              --in-flight N,...  how many calls are under way at a time (1,64,256)
              --series NAME,...  what to compare with mina (all: mina-batched,coattail-payload,
                                 coattail,coattail-refused)
              --jvm ARGUMENT     one more argument for the JVM of each process; may be repeated
              --out FILE         where the figures go as JSON (benchmark.json beside the program)
            """;

    private static final int MOST_IN_FLIGHT = 1024;

    /** Of the command line's words. */
    static Options of(String... arguments) {
        int seconds = 120;
        int rounds = 5;
        var inFlight = List.of(1, 64, 256);
        Set<Series> series = EnumSet.allOf(Series.class);
        var jvmArguments = new ArrayList<String>();
        Path out = null;
        var words = new ArrayDeque<>(Arrays.asList(arguments));
        while (!words.isEmpty()) {
            var option = words.remove();
            var value = words.poll();
            if (value == null) {
                throw new IllegalArgumentException(option + " needs a value, or isn't an option");
            }
            switch (option) {
                case "--seconds" -> seconds = number(option, value, 1, 86_400);
                case "--rounds" -> rounds = number(option, value, 1, 1_000);
                case "--in-flight" ->
                    inFlight = Arrays.stream(value.split(","))
                            .map(each -> number(option, each, 1, MOST_IN_FLIGHT))
                            .toList();
                case "--series" -> {
                    series = EnumSet.of(Series.MINA);
                    series.addAll(
                            Arrays.stream(value.split(",")).map(Series::of).toList());
                }
                case "--jvm" -> jvmArguments.add(value);
                case "--out" -> out = Path.of(value);
                default -> throw new IllegalArgumentException("there is no option " + option);
            }
        }
        return new Options(seconds, rounds, inFlight, series, List.copyOf(jvmArguments), out);
    }

    static int number(String option, String value, int least, int most) {
        try {
            int number = Integer.parseInt(value);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Said below, as for a number out of range.
        }
        throw new IllegalArgumentException(option + " takes " + least + " to " + most + ", not " + value);
    }
}
