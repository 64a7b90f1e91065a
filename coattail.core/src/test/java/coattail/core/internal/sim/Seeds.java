// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.sim;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import coattail.core.internal.sim.Simulation.Report;

/** Runs simulations by their seeds, without what the product logs meanwhile. */
public final class Seeds {
    private Seeds() {}

    /** What some runs came to, added up. */
    static final class Sum {
        long runs;
        long calls;
        long deliveries;
        long connections;
        long virtualMillis;
        final List<Report> broken = new ArrayList<>();

        void add(Report report) {
            runs++;
            calls += report.calls();
            deliveries += report.deliveries();
            connections += report.connections();
            virtualMillis += report.virtualMillis();
            if (!report.broken().isEmpty()) {
                broken.add(report);
            }
        }

        @Override
        public String toString() {
            return runs + " runs with " + calls + " calls, " + deliveries + " deliveries and " + connections
                    + " connections in " + virtualMillis / 3_600_000 + " simulated hours; broken: " + broken.size();
        }
    }

    static Report run(long seed, boolean tracing) {
        return inSilence(() -> Simulation.small(seed, tracing));
    }

    static Report large(long seed, int nodes) {
        return inSilence(() -> Simulation.large(seed, nodes));
    }

    /** What breaks in a run of one seed; empty if nothing does. For the runs of faulty code in a class loader. */
    public static String breaks(long seed) {
        return String.join("; ", run(seed, false).broken());
    }

    private static Report inSilence(java.util.function.Supplier<Report> run) {
        var before = System.err;
        System.setErr(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
        try {
            return run.get();
        } finally {
            System.setErr(before);
        }
    }

    /** How a run is repeated, and the last of what happened in it. */
    static String explain(Report report) {
        var again = Simulation.small(report.seed(), true);
        return "seed " + report.seed() + " breaks: " + String.join("; ", report.broken())
                + "\nAgain, with what happened: mvn -pl coattail.core -am test -Dtest=SimulatorTest"
                + " -Dsurefire.failIfNoSpecifiedTests=false -Dcoattail.sim.seed=" + report.seed()
                + (again.digest() == report.digest() ? "" : "\nThe second run was another than the first!");
    }

    /**
     * Prints the digest of each seed of a range, or what breaks.
     *
     * @param args the first seed and how many
     */
    public static void main(String[] args) {
        long first = Long.parseLong(args[0]);
        long count = Long.parseLong(args[1]);
        for (long seed = first; seed < first + count; seed++) {
            var report = run(seed, false);
            System.out.println(seed + " " + Long.toHexString(report.digest()) + " " + report.broken());
        }
    }
}
