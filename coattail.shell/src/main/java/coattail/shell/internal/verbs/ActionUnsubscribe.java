// SPDX-License-Identifier: Apache-2.0
package coattail.shell.internal.verbs;

import static coattail.shell.internal.grammar.Parameter.argument;
import static coattail.shell.internal.grammar.Parameter.option;
import static coattail.shell.internal.grammar.Usage.command;

import coattail.shell.internal.grammar.Arguments;
import coattail.shell.internal.grammar.Parameter;
import coattail.shell.internal.grammar.Usage;
import coattail.shell.internal.run.Console;
import coattail.shell.internal.run.Reply;
import coattail.shell.internal.run.Services;
import coattail.shell.internal.run.Verb;
import coattail.shell.internal.run.Waiting;

/** {@code coattail action unsubscribe}. */
final class ActionUnsubscribe implements Verb {
    private final Parameter<String> peer;
    private final Parameter<String> name;
    private final Parameter<String> receiver;
    private final Usage usage;
    private final Services services;

    ActionUnsubscribe(Services services, Known known) {
        this.services = services;
        this.peer =
                option("--peer", "PEER", "the peer that publishes").mandatory().completed(known.peers());
        this.name = argument("NAME", "the name that the peer publishes under").completed(known.subscribed(peer));
        this.receiver = option("--receiver", "RECEIVER", "the receiver here")
                .mandatory()
                .completed(known.subscribing(peer, name));
        this.usage = command("action-unsubscribe", "Ends a subscription of this instance")
                .takes(name, peer, receiver)
                .detail("Works while the peer is down: nothing reaches the receiver from now on, and the peer learns "
                        + "of it at the next contact.")
                .example("greet --peer plant --receiver remember", "remember no longer runs on plant's greet");
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
        Waiting.on(services.coattail().peer(publisher).unsubscribe(action, handler));
        return Reply.of(
                () -> Shapes.target(action, publisher, handler),
                page -> page.line("Unsubscribed " + handler + " from " + action + " at " + publisher + "."));
    }
}
