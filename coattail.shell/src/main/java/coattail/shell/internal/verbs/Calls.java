// SPDX-License-Identifier: Apache-2.0
package coattail.shell.internal.verbs;

import static coattail.shell.internal.grammar.Parameter.argument;
import static coattail.shell.internal.grammar.Parameter.option;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

import coattail.api.Call;
import coattail.api.ContentType;
import coattail.api.Instance;
import coattail.api.Payload;
import coattail.shell.internal.grammar.Arguments;
import coattail.shell.internal.grammar.Durations;
import coattail.shell.internal.grammar.Parameter;
import coattail.shell.internal.grammar.Usage;
import coattail.shell.internal.grammar.UsageException;
import coattail.shell.internal.print.Json;
import coattail.shell.internal.run.Console;
import coattail.shell.internal.run.Services;

/** What the commands on actions have in common. */
final class Calls {
    private Calls() {}

    static Parameter<String> peer(Known known) {
        return option("--peer", "PEER", "at this peer instead of here: its name, its id or a unique prefix of that")
                .completed(known.peers());
    }

    static Parameter<Payload> data() {
        return argument("DATA", "JSON, @file, or - for standard input; nothing is sent if left out")
                .optional()
                .content()
                .dashes()
                .as(Calls::payload);
    }

    static Parameter<Duration> timeout(String description) {
        return option("--timeout", "TIME", description).as(Durations::parse).suggesting("500ms", "5s", "30s", "5m");
    }

    static Instance at(Services services, Optional<String> peer) {
        return peer.<Instance>map(name -> services.coattail().peer(name))
                .orElseGet(() -> services.coattail().local());
    }

    /** Says to whom watches under which id the call can be traced: before its outcome, for it may fail or take long. */
    static void remark(Call<?> call, Arguments arguments, Console console) {
        if (console.face().terminal() && !arguments.has(Usage.JSON)) {
            console.remarks().line("Trace " + call.traceId()).flush();
        }
    }

    private static Payload payload(String text) throws UsageException {
        Json.check(text);
        return Payload.of(ContentType.JSON, text.getBytes(StandardCharsets.UTF_8));
    }
}
