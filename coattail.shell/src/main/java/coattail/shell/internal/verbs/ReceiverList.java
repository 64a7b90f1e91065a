// SPDX-License-Identifier: Apache-2.0
package coattail.shell.internal.verbs;

import static coattail.shell.internal.grammar.Usage.command;

import coattail.shell.internal.grammar.Arguments;
import coattail.shell.internal.grammar.Usage;
import coattail.shell.internal.print.Json;
import coattail.shell.internal.print.Table;
import coattail.shell.internal.run.Console;
import coattail.shell.internal.run.Reply;
import coattail.shell.internal.run.Services;
import coattail.shell.internal.run.Verb;

/** {@code coattail receiver list}. */
final class ReceiverList implements Verb {
    private static final Usage USAGE = command("receiver-list", "Lists the receivers deployed here")
            .example("", "Receivers, what they take, and how many subscriptions lead to each");

    private final Services services;

    ReceiverList(Services services) {
        this.services = services;
    }

    @Override
    public Usage usage() {
        return USAGE;
    }

    @Override
    public Reply run(Arguments arguments, Console console) {
        var receivers = services.handlers().receivers();
        return Reply.of(
                () -> receivers.stream().map(Shapes::receiver).collect(Json.array()),
                page -> {
                    var table = new Table("NAME", "TAKES", "PUBLISHES", "SUBSCRIPTIONS", "DESCRIPTION");
                    for (var receiver : receivers) {
                        table.row(receiver.name(),
                                Texts.orDash(receiver.event()),
                                Texts.orDash(String.join(", ", receiver.publishes())),
                                receiver.subscriptions(),
                                receiver.offered() ? receiver.description() : "not offered: " + receiver.reason());
                    }
                    page.table(table, "No receivers are deployed here.");
                });
    }
}
