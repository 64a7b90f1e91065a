// SPDX-License-Identifier: Apache-2.0
package coattail.shell.internal.verbs;

import static coattail.shell.internal.grammar.Parameter.argument;
import static coattail.shell.internal.grammar.Usage.command;

import coattail.core.admin.SchemaStatus;
import coattail.shell.internal.grammar.Arguments;
import coattail.shell.internal.grammar.Parameter;
import coattail.shell.internal.grammar.Usage;
import coattail.shell.internal.grammar.Values;
import coattail.shell.internal.run.Console;
import coattail.shell.internal.run.Reply;
import coattail.shell.internal.run.Services;
import coattail.shell.internal.run.Verb;

/** {@code coattail data migrate}. */
final class DataMigrate implements Verb {
    private enum Step {
        UP,
        STATUS
    }

    private final Parameter<Step> step = argument(
                    "STEP", "up brings the schema up to date, status only shows it; up if left out")
            .optional()
            .as(Values.choice(Step.class))
            .completed(Values.choices(Step.class));
    private final Usage usage = command("data-migrate", "Brings the database's schema up to date")
            .takes(step)
            .detail("This happens by itself at every start. A schema newer than this program knows is refused.")
            .example("status", "Which version the database has, and which this program knows")
            .example("up", "Apply what is pending");
    private final Services services;

    DataMigrate(Services services) {
        this.services = services;
    }

    @Override
    public Usage usage() {
        return usage;
    }

    @Override
    public Reply run(Arguments arguments, Console console) {
        var instance = services.instance();
        boolean apply = arguments.find(step).orElse(Step.UP) == Step.UP;
        int pending = apply ? instance.schema().pending() : 0;
        var status = apply ? instance.migrate() : instance.schema();
        return Reply.of(
                () -> Shapes.schema(status).put("applied", pending),
                page -> page.line(line(status)
                        + (apply ? "; " + Texts.count(pending, "migration", "migrations") + " applied." : ".")));
    }

    private static String line(SchemaStatus status) {
        return status.database() + ": schema version " + status.current()
                + (status.pending() == 0
                        ? ", up to date"
                        : " of " + status.newest() + ", "
                                + Texts.count(status.pending(), "migration is", "migrations are") + " pending");
    }
}
