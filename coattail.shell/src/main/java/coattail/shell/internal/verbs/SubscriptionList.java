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

/** {@code coattail subscription list}. */
final class SubscriptionList implements Verb {
    private static final Usage USAGE = command("subscription-list", "Lists what this instance is subscribed to")
            .detail("RECEIVED and MISSED count since this instance started: MISSED are events that the publisher sent "
                    + "or wanted to, and that never came; \"or more\" if the publisher was restarted meanwhile.")
            .example("", "Subscriptions with their state, and what came or was missed");

    private final Services services;

    SubscriptionList(Services services) {
        this.services = services;
    }

    @Override
    public Usage usage() {
        return USAGE;
    }

    @Override
    public Reply run(Arguments arguments, Console console) {
        var subscriptions = services.subscriptions().subscriptions();
        return Reply.of(
                () -> subscriptions.stream().map(Shapes::subscription).collect(Json.array()),
                page -> {
                    var table = new Table("PEER", "ACTION", "RECEIVER", "STATE", "SEQUENCE", "RECEIVED", "MISSED");
                    for (var subscription : subscriptions) {
                        var reason = subscription.reason().isEmpty() ? "" : ": " + subscription.reason();
                        table.row(Texts.name(subscription.publisher()),
                                subscription.action(),
                                subscription.receiver(),
                                Values.spelled(subscription.state()) + reason,
                                subscription.sequence(),
                                subscription.received(),
                                subscription.missed() + (subscription.lossUnknown() ? " or more" : ""));
                    }
                    page.table(table, "This instance is subscribed to nothing.");
                });
    }
}
