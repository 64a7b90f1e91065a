// SPDX-License-Identifier: Apache-2.0
package coattail.shell.internal.verbs;

import static coattail.shell.internal.grammar.Parameter.flag;
import static coattail.shell.internal.grammar.Usage.command;

import java.time.Clock;

import coattail.core.admin.ValidationAdmin;
import coattail.shell.internal.grammar.Arguments;
import coattail.shell.internal.grammar.Parameter;
import coattail.shell.internal.grammar.Usage;
import coattail.shell.internal.run.Console;
import coattail.shell.internal.run.Reply;
import coattail.shell.internal.run.Services;
import coattail.shell.internal.run.Verb;

/** {@code coattail validation issue}. */
final class ValidationIssue implements Verb {
    private final LifetimeOptions lifetime = new LifetimeOptions(ValidationAdmin.DEFAULT_LIFETIME, "removed");
    private final Parameter<Boolean> quiet = flag("--quiet", "doesn't show whose it is and until when");
    private final Parameter<Boolean> raw = flag(
            "--print-raw-token",
            "prints the token alone, for a file or another program; the rest goes to standard error");
    private final Usage usage;
    private final Services services;
    private final Clock clock;

    ValidationIssue(Services services, Clock clock) {
        this.services = services;
        this.clock = clock;
        usage = command("validation-issue", "Issues a validation token: this instance's key, signed")
                .takes(lifetime.all())
                .takes(quiet, raw)
                .detail("Send it to the operator of an instance that you want a token of, who adds it there and issues"
                        + " tokens that only this instance's key can use. It is no secret, but it must not be swapped"
                        + " on its way: compare fingerprints by another one. It isn't kept here and can't be taken"
                        + " back; who has added it can remove it.")
                .example("", "A validation token for a year")
                .example("--quiet --print-raw-token > gate.validation", "Puts the token alone into a file");
    }

    @Override
    public Usage usage() {
        return usage;
    }

    @Override
    public Reply run(Arguments arguments, Console console) throws Exception {
        var issued = services.validations().issue(lifetime.notBefore(arguments), lifetime.lifetime(arguments));
        return Reply.of(() -> ValidationShapes.token(issued.status()).put("token", issued.reveal()), page -> {
            if (!arguments.has(quiet)) {
                ValidationVerbs.print(issued.status(), clock, arguments.has(raw) ? console.remarks() : page);
            }
            if (!arguments.has(quiet) && !arguments.has(raw)) {
                page.blank().line("The validation token, for who issues tokens to this instance:");
            }
            page.line(issued.reveal());
        });
    }
}
