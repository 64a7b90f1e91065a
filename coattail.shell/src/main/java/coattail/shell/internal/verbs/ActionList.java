// SPDX-License-Identifier: Apache-2.0
package coattail.shell.internal.verbs;

import static coattail.shell.internal.grammar.Usage.command;
import static coattail.shell.internal.print.Column.name;
import static coattail.shell.internal.print.Column.text;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import coattail.api.ActionInfo;
import coattail.api.CoattailException;
import coattail.api.Instance;
import coattail.core.admin.ActionStatus;
import coattail.shell.internal.grammar.Arguments;
import coattail.shell.internal.grammar.Parameter;
import coattail.shell.internal.grammar.Usage;
import coattail.shell.internal.print.Json;
import coattail.shell.internal.print.Table;
import coattail.shell.internal.run.Console;
import coattail.shell.internal.run.Reply;
import coattail.shell.internal.run.Services;
import coattail.shell.internal.run.Verb;
import coattail.shell.internal.run.Waiting;

/** {@code coattail action list}. */
final class ActionList implements Verb {
    /** A peer describes one action a request; for more than these the types aren't fetched. */
    private static final int DESCRIBED = 32;

    private final Parameter<String> peer;
    private final Usage usage;
    private final Services services;

    ActionList(Services services, Known known) {
        this.services = services;
        this.peer = Calls.peer(known);
        this.usage = command("action-list", "Lists actions with what may be done with them")
                .takes(peer)
                .detail("Of a peer's actions those are listed that the token held from it covers. A name that is only "
                        + "published under can't be performed.")
                .detail(NotOffered.EXPLAINED)
                .example("", "The actions of this instance")
                .example("--peer plant", "What this instance may do at plant");
    }

    @Override
    public Usage usage() {
        return usage;
    }

    @Override
    public Reply run(Arguments arguments, Console console) throws Exception {
        var target = arguments.find(peer);
        return target.isPresent() ? there(target) : here();
    }

    private Reply here() {
        var actions = services.handlers().actions();
        return Reply.of(() -> actions.stream().map(Shapes::action).collect(Json.array()), page -> {
            var table = table();
            for (var action : actions) {
                if (action.offered()) {
                    table.row(
                            action.name(),
                            Texts.rights(action.performable(), true, false),
                            types(action),
                            action.description());
                }
            }
            page.table(table, "No actions are offered here.");
            NotOffered.print(NotOffered.actions(actions), page);
        });
    }

    private static String types(ActionStatus action) {
        return action.performable() ? Texts.orDash(action.input()) + " -> " + Texts.orDash(action.output()) : "-";
    }

    private Reply there(Optional<String> target) throws Exception {
        var instance = Calls.at(services, target);
        var actions = Waiting.on(instance.actions());
        var types = types(instance, actions);
        return Reply.of(
                () -> actions.stream()
                        .map(action -> {
                            var type = types.get(action.name());
                            return Shapes.action(action)
                                    .put("input", type == null ? null : type.input())
                                    .put("output", type == null ? null : type.output());
                        })
                        .collect(Json.array()),
                page -> {
                    var table = table();
                    for (var action : actions) {
                        var type = types.get(action.name());
                        table.row(
                                action.name(),
                                Texts.rights(action.perform(), action.publish(), action.subscribe()),
                                type == null ? "?" : type.input() == null ? "-" : type.input() + " -> " + type.output(),
                                action.description());
                    }
                    page.table(table, "The token held from " + target.get() + " covers no action there.");
                });
    }

    /** What an action takes and answers, in short; null for one that can't be performed. */
    private record Types(String input, String output) {}

    private static Map<String, Types> types(Instance instance, List<ActionInfo> actions) throws Exception {
        var types = new LinkedHashMap<String, Types>();
        if (actions.size() <= DESCRIBED) {
            var calls = actions.stream()
                    .map(action -> instance.action(action.name()))
                    .toList();
            for (int i = 0; i < calls.size(); i++) {
                try {
                    var info = Waiting.on(calls.get(i));
                    types.put(
                            actions.get(i).name(),
                            new Types(
                                    info.input().map(SchemaText::brief).orElse(null),
                                    info.output().map(SchemaText::brief).orElse(null)));
                } catch (CoattailException gone) {
                    types.remove(actions.get(i).name()); // it was there a moment ago; the list says "?"
                }
            }
        }
        return types;
    }

    private static Table table() {
        return new Table(name("NAME"), name("MAY"), name("TYPES"), text("DESCRIPTION"));
    }
}
