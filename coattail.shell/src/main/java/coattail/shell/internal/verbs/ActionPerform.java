// SPDX-License-Identifier: Apache-2.0
package coattail.shell.internal.verbs;

import static coattail.shell.internal.grammar.Parameter.argument;
import static coattail.shell.internal.grammar.Parameter.flag;
import static coattail.shell.internal.grammar.Usage.command;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Optional;

import com.fasterxml.jackson.databind.node.ObjectNode;

import coattail.api.CoattailException;
import coattail.api.Option;
import coattail.api.Payload;
import coattail.api.Publication;
import coattail.shell.internal.grammar.Arguments;
import coattail.shell.internal.grammar.Parameter;
import coattail.shell.internal.grammar.Usage;
import coattail.shell.internal.run.Console;
import coattail.shell.internal.run.Reply;
import coattail.shell.internal.run.Services;
import coattail.shell.internal.run.Verb;
import coattail.shell.internal.run.Waiting;

/** {@code coattail action perform}. */
final class ActionPerform implements Verb {
    private final Parameter<String> peer;
    private final Parameter<String> name;
    private final Parameter<Payload> data = Calls.data();
    private final Parameter<Boolean> notify =
            flag("--notify", "publish the output under the action's name, and show each subscription's verdict");
    private final Parameter<Duration> timeout =
            Calls.timeout("how long to wait for the output, as in 5s; 30s if left out, at most 1h");
    private final Usage usage;
    private final Services services;

    ActionPerform(Services services, Known known) {
        this.services = services;
        this.peer = Calls.peer(known);
        this.name = argument("NAME", "the action's name").completed(known.actions(peer));
        this.usage = command("action-perform", "Performs an action and prints its output")
                .takes(name, data, peer, notify, timeout)
                .detail("Ctrl-C cancels the action, and the calls that it made.")
                .example("greet '{\"name\": \"Ada\"}'", "Performs greet here")
                .example("greet @guest.json --peer plant --timeout 5s", "Performs it at plant, with the file's content")
                .example("greet '{\"name\": \"Ada\"}' --notify", "Performs it and publishes the output");
    }

    @Override
    public Usage usage() {
        return usage;
    }

    @Override
    public Reply run(Arguments arguments, Console console) throws Exception {
        var options = new ArrayList<Option>();
        arguments.find(timeout).map(Option::deadline).ifPresent(options::add);
        if (arguments.has(notify)) {
            options.add(Option.publishResult());
            options.add(Option.verdicts());
        }
        var target = arguments.find(peer);
        var action = arguments.get(name);
        var call = Calls.at(services, target)
                .perform(action, arguments.find(data).orElse(null), Payload.class, options.toArray(Option[]::new));
        Calls.remark(call, arguments, console);
        var output = Output.of(Waiting.on(call), console);
        var performed = Shapes.target(action, target).put("trace", call.traceId());
        if (!arguments.has(notify)) {
            return reply(performed, output, Optional.empty());
        }
        try {
            return reply(performed, output, Optional.of(Waiting.on(call.publication(), call)));
        } catch (CoattailException unpublished) {
            return reply(performed, output, Optional.empty())
                    .but(new CoattailException(
                            unpublished.code(),
                            "performed, but the output was not published: " + unpublished.getMessage(),
                            unpublished.retryAfter().orElse(null),
                            unpublished));
        }
    }

    private static Reply reply(ObjectNode performed, Output output, Optional<Publication> publication) {
        return Reply.of(
                () -> {
                    var object = performed.put("contentType", output.type());
                    object.set("output", output.json());
                    object.set(
                            "publication", publication.map(Shapes::publication).orElse(null));
                    return object;
                },
                page -> {
                    output.print(page);
                    publication.ifPresent(report -> Texts.publication(report, page));
                });
    }
}
