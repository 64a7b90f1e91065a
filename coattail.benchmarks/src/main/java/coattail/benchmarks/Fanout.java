// SPDX-License-Identifier: Apache-2.0
package coattail.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

import coattail.benchmarks.process.Audience;
import coattail.benchmarks.report.Json;
import coattail.benchmarks.report.Setting;
import coattail.benchmarks.report.Spread;

/**
 * Publishes to subscribers that read, in turns beside one that is stalled and beside the same one while it reads. A run
 * in which a reading one misses an event, or the stalled one none, fails: its figures would be of something else.
 */
final class Fanout {
    /** The instance's are those of the distribution. */
    private static final List<String> ISSUING = List.of("-Xms32m", "-Xmx256m", "-XX:+UseSerialGC");

    private static final List<String> READING = List.of("-Xmx512m", "-XX:+UseSerialGC");
    private static final double MIB = 1 << 20;
    private static final double NANOS_IN_MILLI = 1e6;
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final FanoutOptions options;
    private final PrintStream progress;
    private final List<Turn> turns = new ArrayList<>();
    private long missed;

    /**
     * What one turn has shown.
     *
     * @param stalled whether one was stalled
     * @param p50 of the ages of events when they came to one that reads, in milliseconds
     * @param heap the most MiB in use after a collection
     * @param resident MiB of the publisher's process at the end
     * @param missed events that the other one missed
     */
    record Turn(
            int round,
            boolean stalled,
            long events,
            double p50,
            double p99,
            double max,
            double heap,
            double resident,
            long missed) {}

    private Fanout(FanoutOptions options, PrintStream progress) {
        this.options = options;
        this.progress = progress;
    }

    static void run(List<String> words, PrintStream progress, Path program) throws IOException {
        new Fanout(FanoutOptions.of(words), progress).run(program);
    }

    private void run(Path program) throws IOException {
        var directory = Main.emptied(program.resolve("fanout"));
        var issuing = with(ISSUING);
        var setting = Setting.here(issuing, options.rounds(), options.seconds() * 1_000L);
        progress.println("Starting an instance and its subscribers; what they log is in " + directory + ".");
        try (var audience = Audience.start(program, directory, issuing, with(READING))) {
            measure(audience);
        }
        var results = results();
        var out = options.out() == null ? program.resolve("fanout.json") : options.out();
        Json.write(
                out,
                Map.of(
                        "benchmark",
                        "fanout",
                        "setting",
                        setting,
                        "options",
                        options,
                        "results",
                        results,
                        "turns",
                        turns));
        print(setting, results);
        progress.println("The figures are in " + out + ".");
    }

    private List<String> with(List<String> arguments) {
        return Stream.concat(arguments.stream(), options.jvmArguments().stream())
                .toList();
    }

    private void measure(Audience audience) throws IOException {
        audience.subscribe(options.readers());
        progress.println("Warming up.");
        take(audience, 0, false);
        take(audience, 0, true);
        turns.clear();
        for (int round = 0; round < options.rounds(); round++) {
            progress.printf("Round %d of %d.%n", round + 1, options.rounds());
            boolean first = round % 2 == 1;
            take(audience, round, first);
            take(audience, round, !first);
        }
    }

    private void take(Audience audience, int round, boolean stalled) throws IOException {
        var period = SECOND.dividedBy(options.rate());
        if (stalled) {
            audience.stall(options.fill());
        }
        audience.publish(options.rate(), period, options.bytes());
        audience.memory();
        int publications = options.rate() * options.seconds();
        int expected = publications * options.readers();
        var arrived = audience.measure(publications, period, options.bytes(), expected);
        var memory = audience.memory();
        long before = missed;
        missed = audience.missed(stalled);
        if (arrived.events() != expected || arrived.missed() != 0) {
            throw new IllegalStateException("those that read got " + arrived.events() + " of " + expected
                    + " events and missed " + arrived.missed());
        }
        if (stalled == (missed == before)) {
            throw new IllegalStateException(
                    stalled
                            ? "the stalled one has missed nothing: it was not stalled"
                            : "the other one has missed events though nobody stopped it");
        }
        turns.add(new Turn(
                round,
                stalled,
                arrived.events(),
                arrived.p50() / NANOS_IN_MILLI,
                arrived.p99() / NANOS_IN_MILLI,
                arrived.max() / NANOS_IN_MILLI,
                memory.used() / MIB,
                memory.resident() / MIB,
                missed - before));
    }

    private Map<String, Spread> results() {
        var results = new LinkedHashMap<String, Spread>();
        for (boolean stalled : new boolean[] {false, true}) {
            var suffix = stalled ? ", one stalled" : ", nobody stalled";
            results.put("p50 in ms" + suffix, spread(stalled, Turn::p50));
            results.put("p99 in ms" + suffix, spread(stalled, Turn::p99));
            results.put("longest in ms" + suffix, spread(stalled, Turn::max));
            results.put("most heap after a collection in MiB" + suffix, spread(stalled, Turn::heap));
            results.put("resident in MiB" + suffix, spread(stalled, Turn::resident));
        }
        results.put("p50, ratio in the same round", ratio(Turn::p50));
        results.put("p99, ratio in the same round", ratio(Turn::p99));
        return results;
    }

    private Spread spread(boolean stalled, ToDoubleFunction<Turn> figure) {
        return Spread.of(turns.stream()
                .filter(turn -> turn.stalled() == stalled)
                .mapToDouble(figure)
                .toArray());
    }

    private Spread ratio(ToDoubleFunction<Turn> figure) {
        return Spread.of(turns.stream()
                .filter(Turn::stalled)
                .mapToDouble(with -> figure.applyAsDouble(with)
                        / figure.applyAsDouble(turns.stream()
                                .filter(turn -> turn.round() == with.round() && !turn.stalled())
                                .findFirst()
                                .orElseThrow()))
                .toArray());
    }

    private void print(Setting setting, Map<String, Spread> results) {
        System.out.print(setting.text());
        System.out.printf(
                Locale.ROOT,
                "%d subscribers that read, %d publications a second of %d bytes, %d rounds of two turns of %d s%n"
                        + "heap of the publisher at most 256 MiB unless --jvm says otherwise%n%n"
                        + "| | median | least | most |%n|---|---|---|---|%n",
                options.readers(),
                options.rate(),
                options.bytes(),
                options.rounds(),
                options.seconds());
        results.forEach((name, spread) -> System.out.printf(
                Locale.ROOT, "| %s | %.2f | %.2f | %.2f |%n", name, spread.median(), spread.min(), spread.max()));
        System.out.printf("| events that the stalled one missed in a turn | %s |%n", row(spread(true, Turn::missed)));
    }

    private static String row(Spread spread) {
        return String.format(Locale.ROOT, "%.0f | %.0f | %.0f", spread.median(), spread.min(), spread.max());
    }
}
