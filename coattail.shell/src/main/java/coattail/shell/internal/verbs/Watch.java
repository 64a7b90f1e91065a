// SPDX-License-Identifier: Apache-2.0
package coattail.shell.internal.verbs;

import static coattail.shell.internal.grammar.Parameter.argument;
import static coattail.shell.internal.grammar.Parameter.option;
import static coattail.shell.internal.grammar.Usage.command;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

import coattail.core.admin.CascadeAdmin;
import coattail.core.admin.CascadeStep;
import coattail.shell.internal.grammar.Arguments;
import coattail.shell.internal.grammar.Parameter;
import coattail.shell.internal.grammar.Usage;
import coattail.shell.internal.grammar.Values;
import coattail.shell.internal.print.Json;
import coattail.shell.internal.run.Console;
import coattail.shell.internal.run.Reply;
import coattail.shell.internal.run.Services;
import coattail.shell.internal.run.Verb;

/** {@code coattail watch}: prints as it goes, until somebody gives up. */
final class Watch implements Verb {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private final Parameter<String> action;
    private final Parameter<Integer> count = option("--count", "N", "end after so many; without it at Ctrl-C")
            .as(Values.count(1))
            .suggesting("1", "10", "100");
    private final Usage usage;
    private final Services services;

    Watch(Services services, Known known) {
        this.services = services;
        this.action = argument("ACTION", "only what is about this name; everything if left out")
                .optional()
                .completed(known.names());
        this.usage = command("watch", "Prints what is called, performed, published and received")
                .takes(action, count)
                .detail("A line for each as it ends here, with when it began and its trace id, until Ctrl-C. With "
                        + "--json an object a line. What comes faster than it can be printed is left out, and counted.")
                .example("", "All that happens here")
                .example("greet --json", "What happens under one name, for a program")
                .example("greet --count 1", "Waits until it has happened once");
    }

    @Override
    public Usage usage() {
        return usage;
    }

    @Override
    public Reply run(Arguments arguments, Console console) {
        long left = arguments.find(count).map(Integer::longValue).orElse(Long.MAX_VALUE);
        try (var watch = services.cascades().watch(arguments.find(action))) {
            while (left-- > 0) {
                print(watch.next(), watch, arguments.has(Usage.JSON), console);
            }
        } catch (InterruptedException enough) {
            // That is how it usually ends, and no failure.
        }
        return Reply.printed();
    }

    private static void print(CascadeStep step, CascadeAdmin.Watch watch, boolean json, Console console) {
        var line = json
                ? Json.line(Steps.shape(step).put("missed", watch.missed()))
                : TIME.format(step.at()) + "  " + Steps.done(step) + "  " + step.trace()
                        + (watch.missed() == 0 ? "" : "  (" + watch.missed() + " left out so far)");
        console.page().line(line).flush();
    }
}
