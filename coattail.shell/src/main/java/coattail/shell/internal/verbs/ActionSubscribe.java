// SPDX-License-Identifier: Apache-2.0
package coattail.shell.internal.verbs;

import static coattail.shell.internal.grammar.Parameter.argument;
import static coattail.shell.internal.grammar.Parameter.option;
import static coattail.shell.internal.grammar.Usage.command;

import coattail.api.Option;
import coattail.api.Overflow;
import coattail.shell.internal.grammar.Arguments;
import coattail.shell.internal.grammar.Parameter;
import coattail.shell.internal.grammar.Usage;
import coattail.shell.internal.grammar.Values;
import coattail.shell.internal.run.Console;
import coattail.shell.internal.run.Reply;
import coattail.shell.internal.run.Services;
import coattail.shell.internal.run.Verb;
import coattail.shell.internal.run.Waiting;

/** {@code coattail action subscribe}. */
final class ActionSubscribe implements Verb {
    private final Parameter<String> peer;
    private final Parameter<String> name;
    private final Parameter<String> receiver;
    private final Parameter<Overflow> policy = option(
                    "--policy",
                    "POLICY",
                    "what is dropped when this instance can't keep up: drop-oldest, latest (all "
                            + "but the newest), drop-newest, or disconnect; drop-oldest if left out")
            .as(Values.choice(Overflow.class))
            .completed(Values.choices(Overflow.class));
    private final Usage usage;
    private final Services services;

    ActionSubscribe(Services services, Known known) {
        this.services = services;
        this.peer =
                option("--peer", "PEER", "the peer that publishes").mandatory().completed(known.peers());
        this.name = argument("NAME", "the name that the peer publishes under").completed(known.actions(peer));
        this.receiver = option("--receiver", "RECEIVER", "the receiver here that is to handle it")
                .mandatory()
                .completed(known.receivers());
        this.usage = command("action-subscribe", "Subscribes a receiver of this instance to a peer's action")
                .takes(name, peer, receiver, policy)
                .detail("The peer has to be connected. The subscription outlives restarts of either side; one that is "
                        + "refused is stored nowhere.")
                .example("greet --peer plant --receiver remember", "remember runs here on whatever plant publishes");
    }

    @Override
    public Usage usage() {
        return usage;
    }

    @Override
    public Reply run(Arguments arguments, Console console) throws Exception {
        var publisher = arguments.get(peer);
        var action = arguments.get(name);
        var handler = arguments.get(receiver);
        var overflow = arguments.find(policy).orElse(Overflow.DROP_OLDEST);
        Waiting.on(services.coattail().peer(publisher).subscribe(action, handler, Option.overflow(overflow)));
        return Reply.of(
                () -> Shapes.target(action, publisher, handler).put("policy", Values.spelled(overflow)),
                page -> page.line("Subscribed " + handler + " to " + action + " at " + publisher + "."));
    }
}
