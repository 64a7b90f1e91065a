// SPDX-License-Identifier: Apache-2.0
package coattail.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

import coattail.benchmarks.process.Pair;
import coattail.benchmarks.report.Json;
import coattail.benchmarks.report.Results;
import coattail.benchmarks.report.Sample;
import coattail.benchmarks.report.Setting;
import coattail.benchmarks.report.Table;

/** What a person starts. */
public final class Main {
    private static final Benchmark PERFORM = new Benchmark(
            Options.USAGE,
            (words, out, program) -> new Main(Options.of(words.toArray(String[]::new)), out).run(program));
    /** Those that have a word. */
    private static final Map<String, Benchmark> BY_WORD = Map.of(
            "revocation",
            new Benchmark(RevocationOptions.USAGE, Revocation::run),
            "fanout",
            new Benchmark(FanoutOptions.USAGE, Fanout::run),
            "killed",
            new Benchmark(KilledOptions.USAGE, Killed::run),
            "hops",
            new Benchmark(HopsOptions.USAGE, Hops::run));
    /** As an instance is run, but for a heap that doesn't grow meanwhile. */
    private static final List<String> JVM_ARGUMENTS = List.of("-Xms256m", "-Xmx256m", "-XX:+UseSerialGC");

    /** What is run with the words behind its own, and how these are explained. */
    private record Benchmark(String usage, Run run) {}

    /** The way to run one. */
    private interface Run {
        /** @param program the directory of the program's jar */
        void with(List<String> words, PrintStream progress, Path program) throws IOException;
    }

    private final Options options;
    private final Plan plan;
    private final PrintStream progress;

    private Main(Options options, PrintStream progress) {
        this.options = options;
        this.plan = Plan.of(options);
        this.progress = progress;
    }

    /** Exits with 0 when all was measured, 1 when something failed, 2 for what isn't an option. */
    public static void main(String[] arguments) throws Exception {
        var words = Arrays.asList(arguments);
        var named = words.isEmpty() ? null : BY_WORD.get(words.get(0));
        var benchmark = named == null ? PERFORM : named;
        if (words.contains("--help")) {
            System.out.print(benchmark.usage());
            return;
        }
        try {
            benchmark.run().with(named == null ? words : words.subList(1, words.size()), System.err, program());
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.err.print(benchmark.usage());
            System.exit(2);
        } catch (IllegalStateException | IOException e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
    }

    /** The directory of the program's jar. */
    private static Path program() throws URISyntaxException {
        return Path.of(Main.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI())
                .getParent();
    }

    private void run(Path program) throws IOException {
        var directory = emptied(program.resolve("benchmark"));
        var jvmArguments = Stream.concat(JVM_ARGUMENTS.stream(), options.jvmArguments().stream())
                .toList();
        var setting = Setting.here(jvmArguments, options.rounds(), plan.slice().toMillis());
        List<Sample> samples;
        progress.println("Starting four processes; what they log is in " + directory + ".");
        try (var coattail = Pair.coattail(program, directory, jvmArguments);
                var mina = Pair.mina(directory, jvmArguments)) {
            warmUp(coattail, mina);
            samples = measure(coattail, mina);
        }
        var results = new Results(samples);
        var out = options.out() == null ? program.resolve("benchmark.json") : options.out();
        Json.write(out, setting, results);
        progress.println();
        System.out.print(Table.of(setting, results));
        progress.println();
        progress.println("The figures are in " + out + ".");
    }

    private void warmUp(Pair coattail, Pair mina) throws IOException {
        progress.printf(
                Locale.ROOT,
                "Warming up, %.1f s for each of %d series at each of %s in flight.%n",
                plan.warmUp().toMillis() / 1e3,
                options.series().size(),
                options.inFlight());
        for (int inFlight : options.inFlight()) {
            for (var series : options.series()) {
                var pair = series.isCoattail() ? coattail : mina;
                pair.measure(series, inFlight, plan.lead(), plan.warmUp());
            }
        }
    }

    private List<Sample> measure(Pair coattail, Pair mina) throws IOException {
        var samples = new ArrayList<Sample>();
        for (int round = 0; round < options.rounds(); round++) {
            progress.printf("Round %d of %d.%n", round + 1, options.rounds());
            for (int inFlight : options.inFlight()) {
                for (var series : Plan.order(options.series(), round)) {
                    var pair = series.isCoattail() ? coattail : mina;
                    var outcome = pair.measure(series, inFlight, plan.lead(), plan.slice());
                    samples.add(new Sample(round, series, inFlight, outcome.measured(), outcome.cpuPerCall()));
                }
            }
        }
        return samples;
    }

    static Path emptied(Path directory) throws IOException {
        if (Files.exists(directory)) {
            try (var files = Files.walk(directory)) {
                for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
        return Files.createDirectories(directory);
    }
}
