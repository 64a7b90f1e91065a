// SPDX-License-Identifier: Apache-2.0
package coattail.shell.internal.verbs;

import static coattail.shell.internal.grammar.Parameter.argument;
import static coattail.shell.internal.grammar.Usage.command;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import coattail.api.Option;
import coattail.api.Payload;
import coattail.shell.internal.grammar.Arguments;
import coattail.shell.internal.grammar.Parameter;
import coattail.shell.internal.grammar.Usage;
import coattail.shell.internal.run.Console;
import coattail.shell.internal.run.Reply;
import coattail.shell.internal.run.Services;
import coattail.shell.internal.run.Verb;
import coattail.shell.internal.run.Waiting;

/** {@code coattail action publish}. */
final class ActionPublish implements Verb {
    private final Parameter<String> peer;
    private final Parameter<String> name;
    private final Parameter<Payload> data = Calls.data();
    private final Parameter<Duration> timeout =
            Calls.timeout("how long to wait for verdicts, as in 5s; 30s if left out, at most 1h");
    private final Usage usage;
    private final Services services;

    ActionPublish(Services services, Known known) {
        this.services = services;
        this.peer = Calls.peer(known);
        this.name = argument("NAME", "the name to publish under").completed(known.actions(peer));
        this.usage = command("action-publish", "Publishes data under a name, without performing")
                .takes(name, data, peer, timeout)
                .detail("Prints the verdict for every subscription: processed, failed, refused, overloaded, offline, "
                        + "expired or unknown. A peer tells how many there were of each, and not whose.")
                .example("greet '{\"text\": \"Hello\"}'", "Sends this to all who subscribed to greet here")
                .example("greet - --peer plant < greeting.json", "The same at plant, with what standard input has");
    }

    @Override
    public Usage usage() {
        return usage;
    }

    @Override
    public Reply run(Arguments arguments, Console console) throws Exception {
        var options = new ArrayList<>(List.of(Option.verdicts()));
        arguments.find(timeout).map(Option::deadline).ifPresent(options::add);
        var target = arguments.find(peer);
        var action = arguments.get(name);
        var call = Calls.at(services, target)
                .publish(action, arguments.find(data).orElse(null), options.toArray(Option[]::new));
        Calls.remark(call, arguments, console);
        var publication = Waiting.on(call);
        return Reply.of(
                () -> {
                    var object = Shapes.target(action, target).put("trace", call.traceId());
                    object.set("publication", Shapes.publication(publication));
                    return object;
                },
                page -> Texts.publication(publication, page));
    }
}
