// SPDX-License-Identifier: Apache-2.0
package coattail.shell.internal.verbs;

import static coattail.shell.internal.grammar.Parameter.argument;
import static coattail.shell.internal.grammar.Usage.command;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.node.ObjectNode;

import coattail.api.CoattailException;
import coattail.api.ErrorCode;
import coattail.core.admin.CascadeAdmin;
import coattail.core.admin.CascadeSource;
import coattail.core.admin.CascadeStep;
import coattail.core.admin.CascadeTree;
import coattail.shell.internal.grammar.Arguments;
import coattail.shell.internal.grammar.Parameter;
import coattail.shell.internal.grammar.Usage;
import coattail.shell.internal.grammar.Values;
import coattail.shell.internal.print.Json;
import coattail.shell.internal.print.Page;
import coattail.shell.internal.run.Console;
import coattail.shell.internal.run.Reply;
import coattail.shell.internal.run.Services;
import coattail.shell.internal.run.Verb;

/** {@code coattail trace}. */
final class TraceVerb implements Verb {
    private final Parameter<String> id;
    private final Usage usage;
    private final Services services;

    TraceVerb(Services services, Known known) {
        this.services = services;
        this.id = argument("ID", "its id, as performing, publishing, watching and logs show it")
                .completed(known.traces());
        this.usage = command("trace", "Shows what a call has caused, at all instances that tell")
                .takes(id)
                .detail("Asks the instances that the known steps name, and the connected peers whose tokens allow to "
                        + "trace ('token issue --trace'). Who refuses or can't be reached is shown as such, and what "
                        + "that one did is missing. An instance remembers its last " + CascadeAdmin.MOST_STEPS
                        + " steps, until it stops.")
                .example("4bf92f3577b34da6a3ce929d0e0e4736", "The tree of this cascade")
                .example("4bf92f3577b34da6a3ce929d0e0e4736 --json", "Its steps, for a program");
    }

    @Override
    public Usage usage() {
        return usage;
    }

    @Override
    public Reply run(Arguments arguments, Console console) throws InterruptedException {
        var tree = services.cascades().trace(arguments.get(id));
        var reply = Reply.of(() -> shape(tree), page -> print(tree, page));
        return tree.steps().isEmpty()
                ? reply.but(new CoattailException(
                        ErrorCode.UNAVAILABLE,
                        "nobody who was asked remembers a step of " + tree.id() + "; each instance keeps its last "
                                + CascadeAdmin.MOST_STEPS))
                : reply;
    }

    private static ObjectNode shape(CascadeTree tree) {
        var object = Json.object().put("id", tree.id());
        object.set("steps", tree.steps().stream().map(Steps::shape).collect(Json.array()));
        object.set("sources", tree.sources().stream().map(TraceVerb::shape).collect(Json.array()));
        return object;
    }

    private static ObjectNode shape(CascadeSource source) {
        var object = Json.object()
                .put("state", Values.spelled(source.state()))
                .put("steps", source.steps())
                .put("left", source.left())
                .put("reason", source.reason());
        object.set("instance", Shapes.instance(source.instance()));
        return object;
    }

    private static void print(CascadeTree tree, Page page) {
        if (!tree.steps().isEmpty()) {
            page.line("Trace " + tree.id() + ", from "
                    + Texts.second(tree.steps().get(0).at()));
        }
        walk(tree.steps(), (step, depth) -> page.line("  ".repeat(depth + 1) + Steps.words(step)));
        for (var source : tree.sources()) {
            var name = Texts.name(source.instance());
            switch (source.state()) {
                case ANSWERED -> {
                    if (source.left() > 0) {
                        page.line(name + " has " + Texts.count(source.left(), "step", "steps")
                                + " more than its answer had room for.");
                    }
                }
                case REFUSED -> page.line(name + " doesn't tell: " + source.reason() + ".");
                case UNREACHABLE -> page.line(name + " can't be asked: " + source.reason() + ".");
            }
        }
    }

    /** Each step once, after what caused it: what another instance says of causes may go round in circles. */
    private static void walk(List<CascadeStep> steps, BiConsumer<CascadeStep, Integer> visit) {
        var spans = steps.stream().map(CascadeStep::span).collect(Collectors.toSet());
        var caused = steps.stream().collect(Collectors.groupingBy(CascadeStep::parent));
        var seen = new HashSet<CascadeStep>();
        steps.stream().filter(step -> !spans.contains(step.parent())).forEach(step -> walk(step, caused, seen, visit));
        steps.stream().filter(step -> !seen.contains(step)).forEach(step -> walk(step, caused, seen, visit));
    }

    private static void walk(
            CascadeStep root,
            Map<String, List<CascadeStep>> caused,
            Set<CascadeStep> seen,
            BiConsumer<CascadeStep, Integer> visit) {
        record Next(CascadeStep step, int depth) {}
        var next = new ArrayDeque<>(List.of(new Next(root, 0)));
        while (!next.isEmpty()) {
            var one = next.pop();
            if (seen.add(one.step())) {
                visit.accept(one.step(), one.depth());
                var below = new ArrayList<>(caused.getOrDefault(one.step().span(), List.of()));
                for (int i = below.size() - 1; i >= 0; i--) {
                    next.push(new Next(below.get(i), one.depth() + 1));
                }
            }
        }
    }
}
