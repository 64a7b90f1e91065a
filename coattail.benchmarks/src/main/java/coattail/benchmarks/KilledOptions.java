// SPDX-License-Identifier: Apache-2.0
package coattail.benchmarks;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * What was asked for on the command line of {@link Killed}.
 *
 * @param subscribers how many there are
 * @param processes how many processes they are spread over; a third of these is killed
 * @param publications how many are made
 * @param rate how many a second
 * @param deadlineMillis for the verdicts of each
 * @param forget of so many events a subscriber acknowledges one without writing it down; 0 for none
 * @param jvmArguments more of them for the processes
 * @param out where the JSON goes; null for beside the program
 */
record KilledOptions(
        int subscribers,
        int processes,
        int publications,
        int rate,
        int deadlineMillis,
        int forget,
        List<String> jvmArguments,
        Path out) {

    static final String USAGE =
            """
            Kills a third of the subscribers during publishing, and holds every verdict against what
            the subscribers have written down. Exits with 1 where the two don't agree.

              --subscribers N    how many there are (1000)
              --processes N      how many processes they are spread over (6)
              --publications N   how many are made (200)
              --rate N           how many a second (4)
              --deadline MILLIS  for the verdicts of each (10000)
              --forget N         one of so many events is acknowledged and not written down, to see
                                 that it is noticed; 0 for none (0)
              --jvm ARGUMENT     one more argument for the JVM of each process; may be repeated
              --out FILE         where the figures go as JSON (killed.json beside the program)
            """;

    /** Of the command line's words. */
    static KilledOptions of(List<String> arguments) {
        var line = new CommandLine(
                arguments,
                Set.of("--subscribers", "--processes", "--publications", "--rate", "--deadline", "--forget"));
        var options = new KilledOptions(
                line.number("--subscribers", 1_000, 3, 10_000),
                line.number("--processes", 6, 3, 60),
                line.number("--publications", 200, 3, 100_000),
                line.number("--rate", 4, 1, 1_000),
                line.number("--deadline", 10_000, 1_000, 60_000),
                line.number("--forget", 0, 0, 1_000_000),
                line.jvmArguments(),
                line.out());
        if (options.processes() > options.subscribers()) {
            throw new IllegalArgumentException(
                    "--processes " + options.processes() + " is more than there are subscribers");
        }
        return options;
    }
}
