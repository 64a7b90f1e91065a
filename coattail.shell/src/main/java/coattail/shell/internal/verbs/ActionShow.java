// SPDX-License-Identifier: Apache-2.0
package coattail.shell.internal.verbs;

import static coattail.shell.internal.grammar.Parameter.argument;
import static coattail.shell.internal.grammar.Usage.command;

import java.util.LinkedHashMap;
import java.util.Optional;

import coattail.api.ActionInfo;
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
        this.usage = command("action-show", "Shows one action with the JSON Schemas of its input and output")
                .takes(name, peer)
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
        var found = Waiting.on(Calls.at(services, target).action(arguments.get(name)));
        var action = target.isPresent() ? found : unsubscribable(found);
        var bundle = target.isPresent() ? Optional.<String>empty() : bundle(action.name());
        return Reply.of(
                () -> {
                    var object = Shapes.action(action);
                    object.set("input", action.input().map(Json::read).orElse(null));
                    object.set("output", action.output().map(Json::read).orElse(null));
                    return object.put("bundle", bundle.orElse(null));
                },
                page -> print(action, bundle, page));
    }

    /** Nobody subscribes to himself, whatever he would allow himself. */
    private static ActionInfo unsubscribable(ActionInfo own) {
        return new ActionInfo(
                own.name(), own.description(), own.perform(), own.publish(), false, own.input(), own.output());
    }

    private Optional<String> bundle(String action) {
        return services.handlers().actions().stream()
                .filter(status -> status.offered() && status.name().equals(action))
                .map(ActionStatus::bundle)
                .findFirst();
    }

    private static void print(ActionInfo action, Optional<String> bundle, Page page) {
        var sheet = new LinkedHashMap<String, String>();
        sheet.put("Name", action.name());
        sheet.put("Description", action.description());
        sheet.put("May", Texts.rights(action.perform(), action.publish(), action.subscribe()));
        bundle.ifPresent(text -> sheet.put("Bundle", text));
        page.sheet(sheet);
        action.input().ifPresent(schema -> page.blank().line("Input").text(Json.print(Json.read(schema))));
        action.output().ifPresent(schema -> page.blank().line("Output").text(Json.print(Json.read(schema))));
    }
}
