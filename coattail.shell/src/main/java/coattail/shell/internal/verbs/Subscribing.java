// SPDX-License-Identifier: Apache-2.0
package coattail.shell.internal.verbs;

import static coattail.shell.internal.grammar.Parameter.argument;
import static coattail.shell.internal.grammar.Parameter.option;
import static coattail.shell.internal.grammar.Usage.command;

import coattail.api.Option;
import coattail.api.Overflow;
import coattail.shell.internal.grammar.Parameter;
import coattail.shell.internal.grammar.Values;
import coattail.shell.internal.run.Reply;
import coattail.shell.internal.run.Services;
import coattail.shell.internal.run.Verb;
import coattail.shell.internal.run.Waiting;

/** {@code coattail action subscribe} and {@code coattail action unsubscribe}. */
final class Subscribing {
    private static final String NAME = "the name that the peer publishes under";

    private Subscribing() {}

    static Verb subscribe(Services services, Known known) {
        var peer = publisher(known);
        var name = argument("NAME", NAME).completed(known.actions(peer));
        var receiver = option("--receiver", "RECEIVER", "the receiver here that is to handle it")
                .mandatory()
                .completed(known.receivers());
        var policy = option(
                        "--policy",
                        "POLICY",
                        "what is dropped when this instance can't keep up: drop-oldest, latest (all "
                                + "but the newest), drop-newest, or disconnect; drop-oldest if left out")
                .as(Values.choice(Overflow.class))
                .completed(Values.choices(Overflow.class));
        var usage = command("action-subscribe", "Subscribes a receiver of this instance to a peer's action")
                .takes(name, peer, receiver, policy)
                .detail("The peer has to be connected. The subscription outlives restarts of either side; one that is "
                        + "refused is stored nowhere.")
                .example("greet --peer plant --receiver remember", "remember runs here on whatever plant publishes");
        return Verb.of(usage, (arguments, console) -> {
            var publisher = arguments.get(peer);
            var action = arguments.get(name);
            var handler = arguments.get(receiver);
            var overflow = arguments.find(policy).orElse(Overflow.DROP_OLDEST);
            Waiting.on(services.coattail().peer(publisher).subscribe(action, handler, Option.overflow(overflow)));
            return Reply.of(
                    () -> Shapes.target(action, publisher, handler).put("policy", Values.spelled(overflow)),
                    page -> page.line("Subscribed " + handler + " to " + action + " at " + publisher + "."));
        });
    }

    static Verb unsubscribe(Services services, Known known) {
        var peer = publisher(known);
        var name = argument("NAME", NAME).completed(known.subscribed(peer));
        var receiver = option("--receiver", "RECEIVER", "the receiver here")
                .mandatory()
                .completed(known.subscribing(peer, name));
        var usage = command("action-unsubscribe", "Ends a subscription of this instance")
                .takes(name, peer, receiver)
                .detail("Works while the peer is down: nothing reaches the receiver from now on, and the peer learns "
                        + "of it at the next contact.")
                .example("greet --peer plant --receiver remember", "remember no longer runs on plant's greet");
        return Verb.of(usage, (arguments, console) -> {
            var publisher = arguments.get(peer);
            var action = arguments.get(name);
            var handler = arguments.get(receiver);
            Waiting.on(services.coattail().peer(publisher).unsubscribe(action, handler));
            return Reply.of(
                    () -> Shapes.target(action, publisher, handler),
                    page -> page.line("Unsubscribed " + handler + " from " + action + " at " + publisher + "."));
        });
    }

    private static Parameter<String> publisher(Known known) {
        return option("--peer", "PEER", "the peer that publishes").mandatory().completed(known.peers());
    }
}
