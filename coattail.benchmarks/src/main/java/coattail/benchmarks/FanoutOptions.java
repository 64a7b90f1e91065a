// SPDX-License-Identifier: Apache-2.0
package coattail.benchmarks;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * What was asked for on the command line of {@link Fanout}.
 *
 * @param readers how many subscribers read
 * @param rate how many publications a second
 * @param seconds how long a turn takes, what goes before it not
 * @param rounds how often either turn is taken
 * @param bytes how large an event is
 * @param fill how many large events fill the connection of the one that is stalled
 * @param jvmArguments more of them for the processes
 * @param out where the JSON goes; null for beside the program
 */
record FanoutOptions(
        int readers, int rate, int seconds, int rounds, int bytes, int fill, List<String> jvmArguments, Path out) {

    static final String USAGE =
            """
            Measures how old events are when they come to subscribers that read, beside one more
            that doesn't, and while that one reads as well.

              --readers N        how many subscribers read (200)
              --rate N           how many publications a second (20)
              --seconds N        how long a turn takes (10)
              --rounds N         how often either turn is taken (5)
              --bytes N          how large an event is (1000)
              --fill N           how many events of 10 kB fill the connection of the stalled one (1500)
              --jvm ARGUMENT     one more argument for the JVM of each process; may be repeated
              --out FILE         where the figures go as JSON (fanout.json beside the program)
            """;

    /** Of the command line's words. */
    static FanoutOptions of(List<String> arguments) {
        var line =
                new CommandLine(arguments, Set.of("--readers", "--rate", "--seconds", "--rounds", "--bytes", "--fill"));
        return new FanoutOptions(
                line.number("--readers", 200, 1, 5_000),
                line.number("--rate", 20, 1, 10_000),
                line.number("--seconds", 10, 1, 20),
                line.number("--rounds", 5, 1, 1_000),
                line.number("--bytes", 1_000, 50, 10_000),
                line.number("--fill", 1_500, 0, 5_000),
                line.jvmArguments(),
                line.out());
    }
}
