// SPDX-License-Identifier: Apache-2.0
package coattail.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import coattail.benchmarks.crowd.Crowd;
import coattail.benchmarks.process.Ledgers;
import coattail.benchmarks.report.Accounts;
import coattail.benchmarks.report.Json;
import coattail.benchmarks.report.Setting;

/** Publishes with verdicts while subscribers are killed, and fails where a verdict isn't true. */
final class Killed {
    /** The instance's are those of the distribution. */
    private static final List<String> ISSUING = List.of("-Xms32m", "-Xmx256m", "-XX:+UseSerialGC");

    private static final List<String> SUBSCRIBING = List.of("-Xmx512m", "-XX:+UseSerialGC");
    private static final int PART = 3;
    /** Of what doesn't agree. */
    private static final int SHOWN = 10;

    private final KilledOptions options;
    private final PrintStream progress;
    private int killed;

    private Killed(KilledOptions options, PrintStream progress) {
        this.options = options;
        this.progress = progress;
    }

    static void run(List<String> words, PrintStream progress, Path program) throws IOException {
        new Killed(KilledOptions.of(words), progress).run(program);
    }

    private void run(Path program) throws IOException {
        var directory = Main.emptied(program.resolve("killed"));
        var issuing = with(ISSUING);
        var setting = Setting.here(issuing, 1, 0);
        progress.println("Starting an instance and its subscribers; what they log is in " + directory + ".");
        Accounts accounts;
        try (var ledgers = Ledgers.start(program, directory, issuing)) {
            accounts = account(ledgers);
        }
        var out = options.out() == null ? program.resolve("killed.json") : options.out();
        var figures = new LinkedHashMap<String, Object>();
        figures.put("benchmark", "killed");
        figures.put("setting", setting);
        figures.put("options", options);
        figures.put("killed", killed);
        figures.put("verdicts", accounts.rows());
        figures.put("broken", accounts.broken());
        Json.write(out, figures);
        print(setting, accounts);
        progress.println("The figures are in " + out + ".");
        if (!accounts.broken().isEmpty()) {
            throw new IllegalStateException(accounts.broken().size() + " times verdicts and subscribers don't agree:\n"
                    + accounts.broken().stream().limit(SHOWN).collect(Collectors.joining("\n")));
        }
    }

    private List<String> with(List<String> arguments) {
        return Stream.concat(arguments.stream(), options.jvmArguments().stream())
                .toList();
    }

    private Accounts account(Ledgers ledgers) throws IOException {
        for (int process = 0; process < options.processes(); process++) {
            ledgers.subscribe(with(SUBSCRIBING), first(process), first(process + 1) - first(process), options.forget());
        }
        progress.printf("Publishing %d times to %d.%n", options.publications(), options.subscribers());
        ledgers.publish(
                options.publications(),
                Duration.ofSeconds(1).dividedBy(options.rate()),
                Duration.ofMillis(options.deadlineMillis()));
        int processes = options.processes() / PART;
        for (int process = 0; process < processes; process++) {
            int published = options.publications() * (process + 1) / (processes + 1);
            ledgers.kill(process, published);
            killed = first(process + 1);
            progress.printf("Killed a process of %d after publication %d.%n", killed - first(process), published);
        }
        var verdicts = ledgers.verdicts();
        var subscribers = IntStream.range(0, options.subscribers())
                .mapToObj(Crowd::receiver)
                .collect(Collectors.toSet());
        return new Accounts(options.publications(), subscribers, verdicts, ledgers.received());
    }

    private int first(int process) {
        return options.subscribers() * process / options.processes();
    }

    private void print(Setting setting, Accounts accounts) {
        System.out.print(setting.text());
        System.out.printf(
                Locale.ROOT,
                "%d publications to %d subscribers in %d processes, %d of them killed%n%n"
                        + "| verdict | times | of these written down by the subscriber |%n|---|---|---|%n",
                options.publications(),
                options.subscribers(),
                options.processes(),
                killed);
        long all = 0;
        for (var row : accounts.rows().entrySet()) {
            all += row.getValue().verdicts();
            System.out.printf(
                    Locale.ROOT,
                    "| `%s` | %d | %d |%n",
                    row.getKey(),
                    row.getValue().verdicts(),
                    row.getValue().received());
        }
        System.out.printf(
                Locale.ROOT,
                "| all | %d | |%n| don't agree | %d | |%n",
                all,
                accounts.broken().size());
    }
}
