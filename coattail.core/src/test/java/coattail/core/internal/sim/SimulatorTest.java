// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;

import org.junit.jupiter.api.Test;

import coattail.core.internal.sim.Seeds.Sum;
import coattail.core.internal.sim.Simulation.Report;

/**
 * The whole product under a simulated world, seed by seed (docs/delivery.md, "Simulation").
 *
 * <p>{@code -Dcoattail.sim.seed=N} runs one seed and prints what happened; {@code -Dcoattail.sim.seeds=COUNT} runs so
 * many, from {@code -Dcoattail.sim.first=N} on.
 */
class SimulatorTest {
    private static final boolean THOROUGH = Boolean.getBoolean("coattail.thorough");
    private static final long SEEDS = Long.getLong("coattail.sim.seeds", THOROUGH ? 5_000 : 200);
    private static final int SHOWN = 5;

    @Test
    void holdsWhateverHappensToAFewInstances() {
        Long seed = Long.getLong("coattail.sim.seed");
        if (seed != null) {
            var report = Simulation.small(seed, true);
            report.trace().forEach(System.out::println);
            check(List.of(report));
            return;
        }
        var sum = new Sum();
        long first = Long.getLong("coattail.sim.first", 1);
        for (long each = first; each < first + SEEDS && sum.broken.size() < SHOWN; each++) {
            sum.add(Seeds.run(each, false));
        }
        System.out.println("Simulated: " + sum);
        check(sum.broken);
    }

    private static void check(List<Report> reports) {
        var broken =
                reports.stream().filter(report -> !report.broken().isEmpty()).toList();
        if (!broken.isEmpty()) {
            fail(String.join("\n", broken.stream().map(Seeds::explain).toList()));
        }
    }

    @Test
    void holdsAmongManyInstances() {
        int nodes = THOROUGH ? 5_000 : 300;
        var report = Seeds.large(1, nodes);
        System.out.println("Simulated: " + nodes + " instances, " + report.calls() + " calls, " + report.deliveries()
                + " deliveries, " + report.connections() + " connections");
        assertEquals(List.of(), report.broken());
        assertTrue(report.deliveries() > nodes, "hardly anything was delivered");
    }

    @Test
    void oneSeedIsOneRun() {
        var once = Seeds.run(7, false);
        var again = Seeds.run(7, true);
        assertEquals(Long.toHexString(once.digest()), Long.toHexString(again.digest()));
        assertEquals(once.deliveries(), again.deliveries());
        assertNotEquals(once.digest(), Seeds.run(8, false).digest());
    }

    @Test
    void oneSeedIsOneRunInAnotherProcess() throws Exception {
        var classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var process = new ProcessBuilder(java, "-cp", classPath, Seeds.class.getName(), "1", "3")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();
        assertEquals(0, process.waitFor());
        var here = LongStream.rangeClosed(1, 3)
                .mapToObj(seed -> Seeds.run(seed, false))
                .map(report -> report.seed() + " " + Long.toHexString(report.digest()) + " " + report.broken())
                .toList();
        assertEquals(here, said);
    }
}
