// SPDX-License-Identifier: Apache-2.0
package coattail.shell.internal.verbs;

import static coattail.shell.internal.grammar.Parameter.option;
import static coattail.shell.internal.grammar.Usage.command;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import coattail.api.CoattailException;
import coattail.core.admin.PeerStatus;
import coattail.shell.internal.grammar.Arguments;
import coattail.shell.internal.grammar.Parameter;
import coattail.shell.internal.grammar.Usage;
import coattail.shell.internal.grammar.Values;
import coattail.shell.internal.print.Json;
import coattail.shell.internal.run.Console;
import coattail.shell.internal.run.Reply;
import coattail.shell.internal.run.Services;
import coattail.shell.internal.run.Verb;
import coattail.shell.internal.run.Waiting;

/** {@code coattail peer ping}. */
final class PeerPing implements Verb {
    private static final int COUNT = 3;
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final Parameter<String> peer;
    private final Parameter<Integer> count = option("--count", "N", "how many times; " + COUNT + " if left out")
            .as(Values.count(1))
            .suggesting("1", "10");
    private final Parameter<Duration> timeout =
            Calls.timeout("how long to wait for each answer, as in 500ms; 5s if left out, at most 1h");
    private final Usage usage;
    private final Services services;

    PeerPing(Services services, Known known) {
        this.services = services;
        this.peer = known.peer();
        this.usage = command("peer-ping", "Asks a peer for a sign of life, and says how long it takes")
                .takes(peer, count, timeout)
                .detail("Goes over the connection that there is, one after the other, and needs no right. What takes "
                        + "long here takes long for calls, too.")
                .example("plant", "How long plant takes to answer")
                .example("plant --count 1 --timeout 500ms", "Whether it answers within half a second");
    }

    @Override
    public Usage usage() {
        return usage;
    }

    @Override
    public Reply run(Arguments arguments, Console console) throws Exception {
        var status = services.peers().show(arguments.get(peer));
        int wanted = arguments.find(count).orElse(COUNT);
        var limit = arguments.find(timeout).orElse(TIMEOUT);
        var times = new ArrayList<Duration>();
        try {
            while (times.size() < wanted) {
                times.add(Waiting.on(services.peers().ping(status.id(), limit)));
                if (!arguments.has(Usage.JSON)) {
                    console.page()
                            .line(status.name() + " answered in " + millis(times.get(times.size() - 1)) + " ms")
                            .flush();
                }
            }
        } catch (CoattailException silent) {
            // Nothing is lost on a connection, so what isn't answered in time won't be by asking again.
            return reply(status, times.size() + 1, times).but(silent);
        }
        return reply(status, wanted, times);
    }

    private static Reply reply(PeerStatus status, int asked, List<Duration> times) {
        return Reply.of(
                () -> {
                    var object = Json.object()
                            .put("id", status.id())
                            .put("name", status.name())
                            .put("asked", asked);
                    object.set(
                            "answeredMillis",
                            times.stream()
                                    .map(time -> Json.number(new BigDecimal(millis(time))))
                                    .collect(Json.array()));
                    return object;
                },
                page -> {
                    if (times.size() > 1) {
                        var sorted = times.stream().sorted().toList();
                        page.line("Between " + millis(sorted.get(0)) + " and " + millis(sorted.get(sorted.size() - 1))
                                + " ms.");
                    }
                });
    }

    private static String millis(Duration time) {
        return String.format(Locale.ROOT, "%.3f", time.toNanos() / 1e6);
    }
}
