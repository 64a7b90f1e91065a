// SPDX-License-Identifier: Apache-2.0
package coattail.shell.internal.verbs;

import static coattail.shell.internal.grammar.Usage.command;

import coattail.shell.internal.grammar.Arguments;
import coattail.shell.internal.grammar.Usage;
import coattail.shell.internal.grammar.Values;
import coattail.shell.internal.print.Json;
import coattail.shell.internal.print.Table;
import coattail.shell.internal.run.Console;
import coattail.shell.internal.run.Reply;
import coattail.shell.internal.run.Services;
import coattail.shell.internal.run.Verb;

/** {@code coattail subscribers list}. */
final class SubscribersList implements Verb {
    private static final Usage USAGE = command("subscribers-list", "Lists who is subscribed to this instance")
            .detail("WAITING is how many events wait of how many may. DROPPED counts the events that a subscriber "
                    + "missed since this instance started.")
            .example("", "Subscribers with what waits for them and what they missed");

    private final Services services;

    SubscribersList(Services services) {
        this.services = services;
    }

    @Override
    public Usage usage() {
        return USAGE;
    }

    @Override
    public Reply run(Arguments arguments, Console console) {
        var subscribers = services.subscriptions().subscribers();
        return Reply.of(
                () -> subscribers.stream().map(Shapes::subscriber).collect(Json.array()),
                page -> {
                    var table = new Table("PEER", "ACTION", "RECEIVER", "STATE", "WAITING", "DROPPED", "LAST");
                    for (var subscriber : subscribers) {
                        table.row(Texts.name(subscriber.subscriber()),
                                subscriber.action(),
                                subscriber.receiver(),
                                subscriber.attached() ? "attached" : "offline",
                                subscriber.waiting() + " of " + subscriber.window(),
                                subscriber.dropped(),
                                subscriber.lastOutcome().map(Values::spelled).orElse("-"));
                    }
                    page.table(table, "Nobody is subscribed to this instance.");
                });
    }
}
