// SPDX-License-Identifier: Apache-2.0
package coattail.shell.internal.verbs;

import static coattail.shell.internal.grammar.Parameter.argument;
import static coattail.shell.internal.grammar.Usage.command;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

import coattail.api.ActionInfo;
import coattail.api.CoattailException;
import coattail.api.ErrorCode;
import coattail.core.admin.ActionStatus;
import coattail.shell.internal.grammar.Arguments;
import coattail.shell.internal.grammar.Parameter;
import coattail.shell.internal.grammar.Usage;
import coattail.shell.internal.print.Json;
import coattail.shell.internal.print.Page;
import coattail.shell.internal.run.Console;
import coattail.shell.internal.run.Reply;
import coattail.shell.internal.run.Services;
import coattail.shell.internal.run.Verb;
import coattail.shell.internal.run.Waiting;

/** {@code coattail action show}. */
final class ActionShow implements Verb {
    private final Parameter<String> peer;
    private final Parameter<String> name;
    private final Usage usage;
    private final Services services;

    ActionShow(Services services, Known known) {
        this.services = services;
        this.peer = Calls.peer(known);
        this.name = argument("NAME", "the action's name").completed(known.actions(peer));
        this.usage = command("action-show", "Shows an action with the JSON Schemas of its types")
                .takes(name, peer)
                .detail("A peer says which actions it offers, and not from which bundle they are.")
                .example("greet", "What greet takes and answers, and which bundle provides it")
                .example("greet --peer plant", "The same of plant's, as far as the token held from it allows");
    }

    @Override
    public Usage usage() {
        return usage;
    }

    @Override
    public Reply run(Arguments arguments, Console console) throws Exception {
        var target = arguments.find(peer);
        if (target.isPresent()) {
            var found = Waiting.on(services.coattail().peer(target.get()).action(arguments.get(name)));
            return reply(found, Optional.empty(), List.of());
        }
        return here(arguments.get(name));
    }

    private Reply here(String wanted) throws Exception {
        var all = services.handlers().actions().stream()
                .filter(action -> action.name().equals(wanted))
                .toList();
        if (all.isEmpty()) {
            throw new CoattailException(
                    ErrorCode.NO_SUCH_ACTION,
                    "there is no action '" + wanted + "' here; 'action list' shows those there are");
        }
        var serving = all.stream().filter(ActionStatus::offered).findFirst();
        var info = serving.isPresent()
                ? unsubscribable(Waiting.on(services.coattail().local().action(wanted)))
                : new ActionInfo(wanted, "", false, false, false, Optional.empty(), Optional.empty());
        return reply(info, serving, NotOffered.actions(all));
    }

    /** Nobody subscribes to himself, whatever he would allow himself. */
    private static ActionInfo unsubscribable(ActionInfo own) {
        return new ActionInfo(
                own.name(), own.description(), own.perform(), own.publish(), false, own.input(), own.output());
    }

    private static Reply reply(ActionInfo action, Optional<ActionStatus> serving, List<NotOffered> others) {
        return Reply.of(
                () -> {
                    var object = Shapes.action(action);
                    object.set("input", action.input().map(Json::read).orElse(null));
                    object.set("output", action.output().map(Json::read).orElse(null));
                    object.put("bundle", serving.map(ActionStatus::bundle).orElse(null))
                            .put("running", serving.map(ActionStatus::running).orElse(null))
                            .put("waiting", serving.map(ActionStatus::waiting).orElse(null))
                            .put(
                                    "concurrency",
                                    serving.map(ActionStatus::concurrency).orElse(null));
                    object.set("notOffered", Shapes.notOffered(others));
                    return object;
                },
                page -> print(action, serving, others, page));
    }

    private static void print(ActionInfo action, Optional<ActionStatus> serving, List<NotOffered> others, Page page) {
        if (serving.isEmpty() && !others.isEmpty()) {
            page.line("No action '" + action.name() + "' is offered here.");
        } else {
            var sheet = new LinkedHashMap<String, Object>();
            sheet.put("Name", action.name());
            sheet.put("Description", Texts.orDash(action.description()));
            sheet.put("May", Texts.rights(action.perform(), action.publish(), action.subscribe()));
            serving.ifPresent(status -> {
                sheet.put("Bundle", Texts.orDash(status.bundle()));
                if (status.performable()) {
                    sheet.put(
                            "Running",
                            status.running() + " of at most " + status.concurrency()
                                    + (status.waiting() > 0 ? ", and " + status.waiting() + " wait" : ""));
                }
            });
            page.sheet(sheet);
            action.input().ifPresent(schema -> page.blank().line("Input").text(Json.print(Json.read(schema))));
            action.output().ifPresent(schema -> page.blank().line("Output").text(Json.print(Json.read(schema))));
        }
        NotOffered.print(others, page);
    }
}
