// SPDX-License-Identifier: Apache-2.0
package coattail.benchmarks.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import coattail.benchmarks.measure.Measured;
import coattail.benchmarks.measure.Series;

class ResultsTest {
    private static final long SECOND = 1_000_000_000;
    private static final Setting SETTING = Setting.here(List.of("-Xmx1g"), 3, 1000);

    /** The machine is at half its speed in the second round, and at a quarter in the third. */
    private final Results results = new Results(List.of(
            sample(0, Series.MINA, 1000),
            sample(0, Series.RECORD, 500),
            sample(1, Series.RECORD, 250),
            sample(1, Series.MINA, 500),
            sample(2, Series.MINA, 250),
            sample(2, Series.RECORD, 100)));

    private static Sample sample(int round, Series series, long calls) {
        long nanos = SECOND / calls;
        return new Sample(round, series, 1, new Measured(calls, calls, SECOND, nanos, 2 * nanos, 3 * nanos), nanos);
    }

    @Test
    void aMedianHasHalfOfTheRoundsOnEachSide() {
        assertEquals(new Spread(2, 1, 9), Spread.of(9, 1, 2));
        assertEquals(new Spread(3, 1, 9), Spread.of(9, 4, 1, 2));
        assertEquals(new Spread(5, 5, 5), Spread.of(5));
    }

    @Test
    void figuresAreOverTheRounds() {
        assertEquals(new Spread(500, 250, 1000), results.absolute(Figure.RATE, Series.MINA, 1));
        assertEquals(new Spread(2_000, 1_000, 4_000), results.absolute(Figure.P50, Series.MINA, 1));
        assertEquals(new Spread(4_000, 2_000, 8_000), results.absolute(Figure.P99, Series.MINA, 1));
    }

    @Test
    void ratiosAreWithinARound() {
        assertEquals(new Spread(0.5, 0.4, 0.5), results.ratio(Figure.RATE, Series.RECORD, 1));
        assertEquals(new Spread(2, 2, 2.5), results.ratio(Figure.CPU, Series.RECORD, 1));
    }

    @Test
    void theTableHasARowForEach() {
        var lines = Table.of(SETTING, results).lines().toList();
        assertTrue(
                lines.stream().anyMatch(line -> line.matches(" +1  mina +500 +2,000.0 +4,000.0 +2,000.0")),
                lines.toString());
        assertTrue(
                lines.stream().anyMatch(line -> line.startsWith("        1  coattail          0.50 (0.40-0.50)")),
                lines.toString());
        assertTrue(lines.stream().allMatch(line -> line.length() <= 100), lines.toString());
    }

    @Test
    void theJsonHasTheSame(@TempDir Path directory) throws Exception {
        var file = directory.resolve("figures.json");
        Json.write(file, SETTING, results);
        var root = new ObjectMapper().readTree(file.toFile());
        assertEquals("mina", root.at("/base").asText());
        assertEquals("-Xmx1g", root.at("/setting/jvmArguments/0").asText());
        assertEquals(2, root.at("/results").size());
        assertEquals(500, root.at("/results/0/rate/median").asDouble());
        assertEquals("coattail", root.at("/ratios/0/series").asText());
        assertEquals(0.4, root.at("/ratios/0/rate/min").asDouble());
        assertEquals(6, root.at("/samples").size());
        assertEquals(3_000, root.at("/samples/0/max").asDouble());
    }
}
