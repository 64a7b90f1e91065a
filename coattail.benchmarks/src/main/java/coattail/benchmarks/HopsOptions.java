// SPDX-License-Identifier: Apache-2.0
package coattail.benchmarks;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * What was asked for on the command line of {@link Hops}.
 *
 * @param hops how many performs are nested in one another
 * @param cancels how often they are cancelled
 * @param expiries how often their deadline is left to pass
 * @param deadlineMillis that deadline
 * @param goalMillis within which all of it has to end
 * @param jvmArguments more of them for the processes
 * @param out where the JSON goes; null for beside the program
 */
record HopsOptions(
        int hops, int cancels, int expiries, int deadlineMillis, int goalMillis, List<String> jvmArguments, Path out) {

    static final String USAGE =
            """
            Measures how soon a cancel or a deadline interrupts actions that are nested in one
            another over several instances. Exits with 1 where one took longer than the goal.

              --hops N           how many performs are nested (5)
              --cancels N        how often they are cancelled (200)
              --expiries N       how often their deadline is left to pass (100)
              --deadline MILLIS  that deadline (500)
              --goal MILLIS      within which the last action has to be interrupted (250)
              --jvm ARGUMENT     one more argument for the JVM of each process; may be repeated
              --out FILE         where the figures go as JSON (hops.json beside the program)
            """;

    /** Of the command line's words. */
    static HopsOptions of(List<String> arguments) {
        var line = new CommandLine(arguments, Set.of("--hops", "--cancels", "--expiries", "--deadline", "--goal"));
        return new HopsOptions(
                line.number("--hops", 5, 1, 7),
                line.number("--cancels", 200, 1, 100_000),
                line.number("--expiries", 100, 1, 100_000),
                line.number("--deadline", 500, 10, 30_000),
                line.number("--goal", 250, 0, 60_000),
                line.jvmArguments(),
                line.out());
    }
}
