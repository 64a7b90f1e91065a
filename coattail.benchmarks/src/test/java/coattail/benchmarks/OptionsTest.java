// SPDX-License-Identifier: Apache-2.0
package coattail.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import coattail.benchmarks.measure.Series;

class OptionsTest {

    @Test
    void withoutAnyItTakesTwoMinutes() {
        var options = Options.of();
        assertEquals(List.of(1, 64, 256), options.inFlight());
        assertEquals(EnumSet.allOf(Series.class), options.series());
        var plan = Plan.of(options);
        long cells = 3L * Series.values().length;
        var all = plan.warmUp()
                .multipliedBy(cells)
                .plus(plan.lead().plus(plan.slice()).multipliedBy(cells * 5));
        assertEquals(120, all.toMillis() / 1e3, 0.1);
    }

    @Test
    void whatIsAskedForIsDone() {
        var options = Options.of(
                "--seconds",
                "7",
                "--rounds",
                "2",
                "--in-flight",
                "3,5",
                "--series",
                "coattail",
                "--jvm",
                "-Da",
                "--jvm",
                "-Db",
                "--out",
                "x.json");
        assertEquals(
                new Options(
                        7,
                        2,
                        List.of(3, 5),
                        EnumSet.of(Series.MINA, Series.RECORD),
                        List.of("-Da", "-Db"),
                        Path.of("x.json")),
                options);
    }

    @ParameterizedTest
    @CsvSource({"--seconds,", "--seconds,soon", "--seconds,0", "--in-flight,5000", "--series,rmi", "--fast,--fast"})
    void whatIsNotUnderstoodIsNamed(String option, String value) {
        var arguments = value == null ? new String[] {option} : new String[] {option, value};
        var refused = assertThrows(IllegalArgumentException.class, () -> Options.of(arguments));
        assertTrue(refused.getMessage().contains(value == null ? option : value), refused.getMessage());
    }

    @Test
    void noSeriesAlwaysFollowsTheSame() {
        var series = EnumSet.of(Series.MINA, Series.RECORD);
        assertEquals(List.of(Series.MINA, Series.RECORD), Plan.order(series, 0));
        assertEquals(List.of(Series.RECORD, Series.MINA), Plan.order(series, 1));
    }
}
