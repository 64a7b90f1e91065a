// SPDX-License-Identifier: Apache-2.0
package coattail.benchmarks;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program as a person starts it, but for seconds only: whether it measures, not what. */
class ProgramIT {
    private static final long MINUTES = 3;
    private static final int ROUNDS = 2;
    private static final Set<String> SERIES =
            Set.of("mina", "mina-batched", "coattail-payload", "coattail", "coattail-refused");

    @TempDir
    Path directory;

    @Test
    void measuresEverySeriesAtEveryNumberInFlight() throws Exception {
        var out = directory.resolve("figures.json");
        var ended = run("--seconds", "4", "--rounds", "" + ROUNDS, "--in-flight", "1,32", "--out", out.toString());
        assertEquals(0, ended.code(), ended.errors());
        assertTrue(SERIES.stream().allMatch(ended.out()::contains), ended.out());

        var figures = new ObjectMapper().readTree(out.toFile());
        assertTrue(figures.at("/setting/cores").asInt() > 0, figures.toString());
        assertCells(figures.at("/results"), SERIES, 1);
        var compared = new HashSet<>(SERIES);
        compared.remove("mina");
        assertCells(figures.at("/ratios"), compared, 1);
        assertCells(figures.at("/samples"), SERIES, ROUNDS);
        for (var sample : figures.at("/samples")) {
            assertAll(
                    sample.toString(),
                    () -> assertTrue(sample.at("/calls").asLong() > 0),
                    () -> assertTrue(sample.at("/rate").asDouble() > 0),
                    () -> assertTrue(sample.at("/p50").asDouble() > 0),
                    () -> assertTrue(
                            sample.at("/p50").asDouble() <= sample.at("/p99").asDouble()),
                    () -> assertTrue(
                            sample.at("/p99").asDouble() <= sample.at("/max").asDouble()),
                    () -> assertTrue(sample.at("/cpu").asDouble() > 0));
        }
        for (var row : figures.at("/ratios")) {
            for (var figure : List.of("rate", "p50", "p99", "cpu")) {
                var spread = row.at("/" + figure);
                assertTrue(
                        0 < spread.at("/min").asDouble()
                                && spread.at("/min").asDouble()
                                        <= spread.at("/median").asDouble()
                                && spread.at("/median").asDouble()
                                        <= spread.at("/max").asDouble(),
                        row.toString());
            }
        }
    }

    /** Allowed calls leave nothing in the audit log; refused ones what the rate for one peer leaves of them. */
    @Test
    void onlyRefusedCallsAreForTheAuditLog() throws Exception {
        var out = directory.resolve("figures.json").toString();
        var ended = run("--seconds", "4", "--rounds", "1", "--in-flight", "8", "--out", out);
        assertEquals(0, ended.code(), ended.errors());
        var server = Path.of(System.getProperty("coattail.benchmarks.jar")).resolveSibling("benchmark/server");
        var records = new ArrayList<String>();
        try (var logs = Files.list(server.resolve("data/audit"))) {
            for (var log : logs.toList()) {
                records.addAll(Files.readAllLines(log));
            }
        }
        long refused = records.stream()
                .filter(line -> line.contains("\"kind\":\"gate.check\""))
                .count();
        assertTrue(refused >= 1 && refused <= 60, refused + " records of refused calls");
        assertTrue(records.size() - refused < 30, () -> "records of more than was done: " + records);
    }

    @Test
    void measuresHowSoonARevocationHasItsEffect() throws Exception {
        var out = directory.resolve("figures.json");
        var ended = run("revocation", "--peers", "8", "--revocations", "2", "--out", out.toString());
        assertEquals(0, ended.code(), ended.errors());
        var millis = new ObjectMapper().readTree(out.toFile()).get("millis");
        for (var figure : List.of("one-refused", "one-revoke", "one-goaway", "one-closed", "all-revoke", "all-apart")) {
            assertTrue(ended.out().contains(figure), ended.out());
            var delays = millis.get(figure);
            assertEquals(figure.startsWith("one") ? 2 : 8, delays.get("count").asInt(), figure);
            assertTrue(delays.get("p50").asDouble() <= delays.get("p99").asDouble(), figure);
            assertTrue(delays.get("p99").asDouble() <= delays.get("max").asDouble(), figure);
        }
    }

    @Test
    void measuresHowSoonNestedPerformsEnd() throws Exception {
        var out = directory.resolve("figures.json");
        var ended = hops(out, "60000");
        assertEquals(0, ended.code(), ended.errors());
        var millis = new ObjectMapper().readTree(out.toFile()).get("millis");
        for (var figure : List.of("cancel-deepest", "cancel-last", "expiry-deepest", "expiry-last")) {
            var delays = millis.get(figure);
            assertEquals(
                    figure.startsWith("cancel") ? 3 : 2, delays.get("count").asInt(), figure);
            assertTrue(delays.get("p50").asDouble() <= delays.get("p99").asDouble(), figure);
            assertTrue(delays.get("p99").asDouble() <= delays.get("max").asDouble(), figure);
        }
        assertTrue(
                ended.out().contains("| after a cancel, the action at the last instance was interrupted | 3 |"),
                ended.out());
    }

    @Test
    void nestedPerformsThatEndTooLateFailTheRun() throws Exception {
        var ended = hops(directory.resolve("figures.json"), "0");
        assertEquals(1, ended.code(), ended.errors());
        assertTrue(ended.out().contains("| after a cancel"), ended.out());
        assertTrue(ended.errors().contains("more than 0 ms: cancel-deepest"), ended.errors());
    }

    @Test
    void measuresWhatReadingSubscribersNoticeOfAStalledOne() throws Exception {
        var out = directory.resolve("figures.json");
        var ended = fanout(out, "1500");
        assertEquals(0, ended.code(), ended.errors());
        var figures = new ObjectMapper().readTree(out.toFile());
        assertEquals(4, figures.get("turns").size(), figures.toString());
        for (var turn : figures.get("turns")) {
            assertEquals(8 * 20, turn.get("events").asInt(), turn.toString());
            assertTrue(0 < turn.get("p50").asDouble(), turn.toString());
            assertTrue(turn.get("p50").asDouble() <= turn.get("p99").asDouble(), turn.toString());
            assertEquals(turn.get("stalled").asBoolean(), turn.get("missed").asLong() > 0, turn.toString());
            assertTrue(0 < turn.get("heap").asDouble() && turn.get("heap").asDouble() < 256, turn.toString());
        }
        var ratio = figures.at("/results/p99, ratio in the same round");
        assertTrue(0 < ratio.get("min").asDouble(), ratio.toString());
        assertTrue(ended.out().contains("| p99, ratio in the same round |"), ended.out());
    }

    /** One whose window isn't even full isn't stalled. */
    @Test
    void aRunInWhichNobodyWasStalledFails() throws Exception {
        var ended = fanout(directory.resolve("figures.json"), "0");
        assertEquals(1, ended.code(), ended.errors());
        assertTrue(ended.errors().contains("the stalled one has missed nothing"), ended.errors());
    }

    private Ended fanout(Path out, String fill) throws Exception {
        var rounds = List.of("fanout", "--readers", "8", "--seconds", "1", "--rounds", "2");
        var all = new ArrayList<>(rounds);
        all.addAll(List.of("--fill", fill, "--out", out.toString()));
        return run(all.toArray(String[]::new));
    }

    @Test
    void holdsVerdictsAgainstWhatSubscribersWroteDown() throws Exception {
        var out = directory.resolve("figures.json");
        var ended = killed(out, "0");
        assertEquals(0, ended.code(), ended.errors());
        var figures = new ObjectMapper().readTree(out.toFile());
        assertEquals(4, figures.get("killed").asInt(), figures.toString());
        assertEquals(0, figures.get("broken").size(), figures.toString());
        int verdicts = 0;
        for (var row : figures.get("verdicts")) {
            verdicts += row.get("verdicts").asInt();
        }
        assertEquals(12 * 20, verdicts, figures.toString());
        assertTrue(figures.at("/verdicts/PROCESSED/verdicts").asInt() >= 8 * 20, figures.toString());
    }

    @Test
    void whatASubscriberAcknowledgesUnwrittenIsNoticed() throws Exception {
        var ended = killed(directory.resolve("figures.json"), "20");
        assertEquals(1, ended.code(), ended.errors());
        assertTrue(ended.errors().contains("PROCESSED, but not written down: "), ended.errors());
    }

    private Ended killed(Path out, String forget) throws Exception {
        var options = "--subscribers 12 --processes 3 --publications 20 --rate 20 --deadline 3000 --forget " + forget;
        return run(("killed " + options + " --out " + out).split(" "));
    }

    private Ended hops(Path out, String goal) throws Exception {
        return run("hops", "--hops", "2", "--cancels", "3", "--expiries", "2", "--goal", goal, "--out", out.toString());
    }

    @Test
    void whatItDoesNotUnderstandItRefusesInALine() throws Exception {
        var ended = run("--seconds", "soon");
        assertEquals(2, ended.code(), ended.errors());
        assertEquals("", ended.out());
        assertTrue(ended.errors().startsWith("--seconds takes 1 to 86400, not soon\n"), ended.errors());
    }

    /** Each of the series is there as often as it should be, at either number in flight. */
    private static void assertCells(JsonNode rows, Set<String> series, int times) {
        assertEquals(2 * times * series.size(), rows.size(), rows.toString());
        for (var each : series) {
            for (int inFlight : new int[] {1, 32}) {
                int found = 0;
                for (var row : rows) {
                    boolean same = row.at("/series").asText().equals(each)
                            && row.at("/inFlight").asInt() == inFlight;
                    found += same ? 1 : 0;
                }
                assertEquals(times, found, each + " at " + inFlight + ": " + rows);
            }
        }
    }

    private record Ended(int code, String out, String errors) {}

    private Ended run(String... arguments) throws Exception {
        var out = directory.resolve("out");
        var errors = directory.resolve("errors");
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-jar");
        command.add(System.getProperty("coattail.benchmarks.jar"));
        command.addAll(List.of(arguments));
        var process = new ProcessBuilder(command)
                .redirectOutput(out.toFile())
                .redirectError(errors.toFile())
                .start();
        try {
            assertTrue(process.waitFor(MINUTES, TimeUnit.MINUTES), "it doesn't end");
            return new Ended(process.exitValue(), Files.readString(out), Files.readString(errors));
        } finally {
            process.destroyForcibly();
        }
    }
}
