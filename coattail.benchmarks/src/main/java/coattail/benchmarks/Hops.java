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
import java.util.stream.Stream;

import coattail.benchmarks.process.Chain;
import coattail.benchmarks.process.Chain.Ended;
import coattail.benchmarks.report.Delays;
import coattail.benchmarks.report.Json;
import coattail.benchmarks.report.Setting;

/** Ends performs that are nested over several instances, and looks at when the last of them notices. */
final class Hops {
    private static final List<String> JVM_ARGUMENTS = List.of("-Xms256m", "-Xmx256m", "-XX:+UseSerialGC");
    /** So many of each go before, for code that has never run. */
    private static final int WARM_UP = 10;
    /** What is cancelled must not expire before. */
    private static final Duration LONG = Duration.ofSeconds(30);

    private final HopsOptions options;
    private final PrintStream progress;
    private final Map<String, Delays> figures = new LinkedHashMap<>();
    private int runs;

    private Hops(HopsOptions options, PrintStream progress) {
        this.options = options;
        this.progress = progress;
    }

    static void run(List<String> words, PrintStream progress, Path program) throws IOException {
        new Hops(HopsOptions.of(words), progress).run(program);
    }

    private void run(Path program) throws IOException {
        var directory = Main.emptied(program.resolve("hops"));
        var jvmArguments = Stream.concat(JVM_ARGUMENTS.stream(), options.jvmArguments().stream())
                .toList();
        var setting = Setting.here(jvmArguments, 1, 0);
        progress.printf("Starting %d instances; what they log is in %s.%n", options.hops() + 1, directory);
        try (var chain = Chain.start(program, directory, jvmArguments, options.hops())) {
            measure(chain);
        }
        var out = options.out() == null ? program.resolve("hops.json") : options.out();
        Json.write(out, Map.of("benchmark", "hops", "setting", setting, "options", options, "millis", figures));
        print(setting);
        progress.println("The figures are in " + out + ".");
        requireGoal();
    }

    private void measure(Chain chain) throws IOException {
        var deadline = Duration.ofMillis(options.deadlineMillis());
        progress.println("Warming up.");
        ended(WARM_UP, run -> chain.cancel(run, LONG));
        progress.printf(
                "Cancelling %d times, then letting the deadline pass %d times.%n",
                options.cancels(), options.expiries());
        add("cancel", ended(options.cancels(), run -> chain.cancel(run, LONG)));
        ended(1, run -> chain.expire(run, deadline));
        add("expiry", ended(options.expiries(), run -> chain.expire(run, deadline)));
    }

    /** One time through the chain. */
    private interface Run {
        Ended end(int run) throws IOException;
    }

    private List<Ended> ended(int times, Run run) throws IOException {
        var all = new ArrayList<Ended>();
        for (int i = 0; i < times; i++) {
            all.add(run.end(runs++));
        }
        return all;
    }

    private void add(String cause, List<Ended> ended) {
        figures.put(cause + "-deepest", Delays.of(ended.stream().mapToLong(Ended::deepest)));
        figures.put(cause + "-last", Delays.of(ended.stream().mapToLong(Ended::last)));
    }

    private void print(Setting setting) {
        System.out.print(setting.text());
        System.out.printf(
                "%d performs nested in one another, each at another instance%n%n"
                        + "| milliseconds until | times | p50 | p99 | most |%n|---|---|---|---|---|%n",
                options.hops());
        figures.forEach((name, delays) -> System.out.printf(
                Locale.ROOT,
                "| %s | %d | %.1f | %.1f | %.1f |%n",
                title(name),
                delays.count(),
                delays.p50(),
                delays.p99(),
                delays.max()));
    }

    private static String title(String name) {
        return switch (name) {
            case "cancel-deepest" -> "after a cancel, the action at the last instance was interrupted";
            case "cancel-last" -> "after a cancel, the last of the actions had ended";
            case "expiry-deepest" -> "after the deadline, the action at the last instance was interrupted";
            default -> "after the deadline, the last of the actions had ended";
        };
    }

    private void requireGoal() {
        var missed = figures.entrySet().stream()
                .filter(figure -> figure.getValue().max() > options.goalMillis())
                .map(Map.Entry::getKey)
                .toList();
        if (!missed.isEmpty()) {
            throw new IllegalStateException("more than " + options.goalMillis() + " ms: " + String.join(", ", missed));
        }
    }
}
