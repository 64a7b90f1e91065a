// SPDX-License-Identifier: Apache-2.0
package coattail.shell.internal.verbs;

import static coattail.shell.internal.grammar.Parameter.argument;
import static coattail.shell.internal.grammar.Usage.command;
import static coattail.shell.internal.print.Column.key;
import static coattail.shell.internal.print.Column.name;
import static coattail.shell.internal.print.Column.text;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

import coattail.api.CoattailException;
import coattail.api.ErrorCode;
import coattail.core.admin.ReceiverStatus;
import coattail.shell.internal.print.Json;
import coattail.shell.internal.print.Page;
import coattail.shell.internal.print.Table;
import coattail.shell.internal.run.Reply;
import coattail.shell.internal.run.Services;
import coattail.shell.internal.run.Verb;

/** {@code coattail receiver list} and {@code coattail receiver show}. */
final class ReceiverVerbs {
    private ReceiverVerbs() {}

    static Verb list(Services services) {
        var usage = command("receiver-list", "Lists the receivers deployed here")
                .detail(NotOffered.EXPLAINED)
                .example("", "Receivers, what they take, and how many subscriptions lead to each");
        return Verb.of(usage, (arguments, console) -> {
            var all = services.handlers().receivers();
            return Reply.of(() -> all.stream().map(Shapes::receiver).collect(Json.array()), page -> {
                var table = new Table(
                        name("NAME"), name("TAKES"), name("PUBLISHES"), key("SUBSCRIPTIONS"), text("DESCRIPTION"));
                all.stream().filter(ReceiverStatus::offered).forEach(receiver -> table.row(row(receiver)));
                page.table(table, "No receivers are offered here.");
                NotOffered.print(NotOffered.receivers(all), page);
            });
        });
    }

    private static List<?> row(ReceiverStatus receiver) {
        return List.of(
                receiver.name(),
                Texts.orDash(receiver.event()),
                Texts.orDash(String.join(", ", receiver.publishes())),
                receiver.subscriptions(),
                receiver.description());
    }

    static Verb show(Services services, Known known) {
        var receiver = argument("NAME", "the receiver's name").completed(known.receivers());
        var usage = command("receiver-show", "Shows a receiver with the JSON Schema of what it takes")
                .takes(receiver)
                .example("remember", "What remember takes and publishes, and which bundle provides it");
        return Verb.of(usage, (arguments, console) -> {
            var wanted = arguments.get(receiver);
            var all = services.handlers().receivers().stream()
                    .filter(one -> one.name().equals(wanted))
                    .toList();
            var serving = all.stream().filter(ReceiverStatus::offered).findFirst();
            if (all.isEmpty()) {
                throw new CoattailException(
                        ErrorCode.NO_SUCH_RECEIVER,
                        "there is no receiver '" + wanted + "' here; 'receiver list' shows those there are");
            }
            var shown = serving.orElse(all.get(0));
            var schema = serving.flatMap(one -> services.handlers().schema(wanted));
            var others = NotOffered.receivers(all);
            return Reply.of(
                    () -> {
                        var object = Shapes.receiver(shown);
                        object.set("schema", schema.map(Json::read).orElse(null));
                        object.set("notOffered", Shapes.notOffered(others));
                        return object;
                    },
                    page -> print(shown, schema, others, page));
        });
    }

    private static void print(ReceiverStatus shown, Optional<String> schema, List<NotOffered> others, Page page) {
        if (shown.offered()) {
            var sheet = new LinkedHashMap<String, Object>();
            sheet.put("Name", shown.name());
            sheet.put("Description", Texts.orDash(shown.description()));
            sheet.put("Publishes", Texts.orDash(String.join(", ", shown.publishes())));
            sheet.put("Subscriptions", shown.subscriptions());
            sheet.put("Bundle", shown.bundle());
            page.sheet(sheet);
            schema.ifPresent(text -> page.blank().line("Takes").text(Json.print(Json.read(text))));
        } else {
            page.line("No receiver '" + shown.name() + "' is offered here.");
        }
        NotOffered.print(others, page);
    }
}
