// SPDX-License-Identifier: Apache-2.0
package coattail.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import coattail.benchmarks.process.Many;
import coattail.benchmarks.process.Many.Outcome;
import coattail.benchmarks.report.Delays;
import coattail.benchmarks.report.Json;
import coattail.benchmarks.report.Setting;

/**
 * Revokes tokens of peers that are connected and busy, and looks at when they notice. A run in which anything is served
 * that isn't allowed any more, or anybody else notices anything, fails: its figures would be of something else.
 */
final class Revocation {
    /** The instance's are those of the distribution; a thousand peers in one process need more than one. */
    private static final List<String> ISSUING = List.of("-Xms256m", "-Xmx256m", "-XX:+UseSerialGC");

    private static final List<String> CROWDING = List.of("-Xmx1g", "-XX:+UseSerialGC");
    private static final int PUBLICATIONS_PER_SECOND = 1;
    /** Peers whose tokens another key has signed: they stay to the end. */
    private static final int OTHERS = 20;
    /** At most so many are revoked before it is measured, for code that has never run. */
    private static final int WARM_UP = 20;

    private final RevocationOptions options;
    private final PrintStream progress;
    private final Map<String, Delays> figures = new LinkedHashMap<>();

    private Revocation(RevocationOptions options, PrintStream progress) {
        this.options = options;
        this.progress = progress;
    }

    static void run(List<String> words, PrintStream progress, Path program) throws IOException {
        new Revocation(RevocationOptions.of(words), progress).run(program);
    }

    private void run(Path program) throws IOException {
        var directory = Main.emptied(program.resolve("revocation"));
        var issuing = with(ISSUING);
        var setting = Setting.here(issuing, 1, 0);
        progress.println("Starting an instance and its peers; what they log is in " + directory + ".");
        try (var many = Many.start(program, directory, issuing, with(CROWDING))) {
            measure(many);
        }
        var out = options.out() == null ? program.resolve("revocation.json") : options.out();
        Json.write(out, Map.of("benchmark", "revocation", "setting", setting, "options", options, "millis", figures));
        print(setting);
        progress.println("The figures are in " + out + ".");
    }

    private List<String> with(List<String> arguments) {
        return Stream.concat(arguments.stream(), options.jvmArguments().stream())
                .toList();
    }

    private void measure(Many many) throws IOException {
        int peers = options.peers();
        many.connect(peers, OTHERS);
        many.rotate();
        progress.printf("Connecting %d peers.%n", peers);
        many.connect(0, peers);
        many.keepBusy(options.calls(), PUBLICATIONS_PER_SECOND);
        progress.println("Warming up.");
        for (int peer = 0; peer < Math.min(WARM_UP, options.revocations()); peer++) {
            many.revoke(peer);
            many.connect(peer, 1);
        }
        progress.printf("Revoking %d tokens, one at a time.%n", options.revocations());
        var one = new ArrayList<Outcome>();
        for (int peer = 0; peer < options.revocations(); peer++) {
            one.add(many.revoke(peer));
            requireOthers(many, peers + OTHERS - peer - 1);
        }
        add("one", one);
        many.connect(0, options.revocations());
        requireOthers(many, peers + OTHERS);
        progress.printf("Revoking %d tokens at once.%n", peers);
        var all = many.rotateCompromised(IntStream.range(0, peers).boxed().toList());
        if (all.get(0).taken().tokens() != peers) {
            throw new IllegalStateException(all.get(0).taken().tokens() + " tokens were revoked of " + peers);
        }
        requireOthers(many, OTHERS);
        add("all", all);
        long first = all.stream().mapToLong(each -> each.seen().revoked()).min().orElseThrow();
        figures.put(
                "all-apart",
                Delays.of(all.stream().mapToLong(each -> each.seen().revoked() - first)));
    }

    private static void requireOthers(Many many, int connected) throws IOException {
        var state = many.state();
        if (state.connected() != connected || state.lost() != 0 || state.failed() != 0) {
            throw new IllegalStateException("others than those whose tokens were revoked noticed it: " + state
                    + ", but " + connected + " should be connected");
        }
    }

    private void add(String prefix, List<Outcome> outcomes) {
        for (var outcome : outcomes) {
            var seen = outcome.seen();
            if (seen.revoked() == 0
                    || seen.leaving() == 0
                    || seen.lastServed() > outcome.taken().returned()) {
                throw new IllegalStateException("a token was revoked, and not everything ended: " + outcome);
            }
        }
        put(prefix + "-command", outcomes, outcome -> outcome.taken().returned());
        put(prefix + "-refused", outcomes, outcome -> outcome.seen().refused());
        put(prefix + "-revoke", outcomes, outcome -> outcome.seen().revoked());
        put(prefix + "-goaway", outcomes, outcome -> outcome.seen().leaving());
        put(prefix + "-closed", outcomes, outcome -> outcome.seen().closed());
    }

    private void put(String name, List<Outcome> outcomes, ToLongFunction<Outcome> when) {
        figures.put(
                name,
                Delays.of(outcomes.stream()
                        .mapToLong(outcome ->
                                when.applyAsLong(outcome) - outcome.taken().called())));
    }

    private void print(Setting setting) {
        System.out.printf(
                Locale.ROOT,
                "%s%n%d cores, %s, load %.1f at the start%n%d peers, %d calls a second%n%n",
                setting.java(),
                setting.cores(),
                setting.system(),
                setting.load(),
                options.peers(),
                options.calls());
        System.out.printf(
                Locale.ROOT, "%-14s  %6s  %9s  %9s  %9s%n", "since the call", "times", "p50 ms", "p99 ms", "max ms");
        figures.forEach((name, delays) -> System.out.printf(
                Locale.ROOT,
                "%-14s  %6d  %9.1f  %9.1f  %9.1f%n",
                name,
                delays.count(),
                delays.p50(),
                delays.p99(),
                delays.max()));
    }
}
