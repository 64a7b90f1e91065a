// SPDX-License-Identifier: Apache-2.0
package coattail.benchmarks;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * What was asked for on the command line of the second benchmark.
 *
 * @param peers how many are connected at once
 * @param revocations how many of their tokens are revoked, one at a time
 * @param calls how many calls a second the peers make together meanwhile
 * @param jvmArguments more of them for the processes
 * @param out where the JSON goes; null for beside the program
 */
record RevocationOptions(int peers, int revocations, int calls, List<String> jvmArguments, Path out) {

    static final String USAGE =
            """
            Measures how soon peers notice that their tokens are revoked.

              --peers N          how many are connected at once (1000)
              --revocations N    how many tokens are revoked one at a time, before all the others at once (200)
              --calls N          how many calls a second the peers make together meanwhile (500)
              --jvm ARGUMENT     one more argument for the JVM of each process; may be repeated
              --out FILE         where the figures go as JSON (revocation.json beside the program)
            """;

    /** Of the command line's words. */
    static RevocationOptions of(List<String> arguments) {
        int peers = 1_000;
        int revocations = 200;
        int calls = 500;
        var jvmArguments = new ArrayList<String>();
        Path out = null;
        var words = new ArrayDeque<>(arguments);
        while (!words.isEmpty()) {
            var option = words.remove();
            var value = words.poll();
            if (value == null) {
                throw new IllegalArgumentException(option + " needs a value, or isn't an option");
            }
            switch (option) {
                case "--peers" -> peers = Options.number(option, value, 2, 5_000);
                case "--revocations" -> revocations = Options.number(option, value, 1, 5_000);
                case "--calls" -> calls = Options.number(option, value, 0, 100_000);
                case "--jvm" -> jvmArguments.add(value);
                case "--out" -> out = Path.of(value);
                default -> throw new IllegalArgumentException("there is no option " + option);
            }
        }
        if (revocations > peers) {
            throw new IllegalArgumentException("--revocations " + revocations + " is more than there are peers");
        }
        return new RevocationOptions(peers, revocations, calls, List.copyOf(jvmArguments), out);
    }
}
