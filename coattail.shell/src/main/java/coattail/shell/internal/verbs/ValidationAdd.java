// SPDX-License-Identifier: Apache-2.0
package coattail.shell.internal.verbs;

import static coattail.shell.internal.grammar.Parameter.option;
import static coattail.shell.internal.grammar.Usage.command;

import java.time.Clock;

import coattail.core.admin.ValidationStatus;
import coattail.shell.internal.grammar.Arguments;
import coattail.shell.internal.grammar.Parameter;
import coattail.shell.internal.grammar.Usage;
import coattail.shell.internal.run.Console;
import coattail.shell.internal.run.Reply;
import coattail.shell.internal.run.Services;
import coattail.shell.internal.run.Verb;

/** {@code coattail validation add}. */
final class ValidationAdd implements Verb {
    private final Parameter<String> token = TokenText.parameter("the validation token");
    private final Parameter<String> fingerprint =
            option("--fingerprint", "SHA256", "the fingerprint that its key must have, else nothing is added");
    private final Usage usage = command("validation-add", "Adds the validation token of another instance")
            .takes(token, fingerprint)
            .detail("From then on tokens can be issued for its key: token issue --bearers vt://ID. That the key is "
                    + "who you take it for, nobody can see but you: compare the fingerprint with the one that 'info' "
                    + "shows there, by telephone for instance.")
            .detail("Adding again one that was removed lets it hold again; tokens that were revoked with it stay so.")
            .example("@gate.validation", "Adds the one in the file, and shows the fingerprint to compare")
            .example(
                    "@gate.validation --fingerprint sha256/vEmISEG+afwDYJi4WqMkTvB+o67LSO3Fs31aFtzIuDY=",
                    "Adds it only if its key has this fingerprint");
    private final Services services;
    private final Clock clock;

    ValidationAdd(Services services, Clock clock) {
        this.services = services;
        this.clock = clock;
    }

    @Override
    public Usage usage() {
        return usage;
    }

    @Override
    public Reply run(Arguments arguments, Console console) throws Exception {
        var status = services.validations().add(TokenText.of(token, arguments, console), arguments.find(fingerprint));
        return Reply.of(() -> ValidationShapes.token(status), page -> {
            ValidationVerbs.print(status, clock, page);
            page.blank();
            if (!arguments.has(fingerprint)) {
                page.paragraph("", compare(status));
            }
            page.line("To issue a token for its key: "
                    + console.face().spelling().of("token-issue") + " --bearers vt://" + status.id());
        });
    }

    private static String compare(ValidationStatus status) {
        return "Compare the fingerprint with the one that 'info' shows at "
                + status.name().orElse("that instance")
                + "; if it is another one, remove this validation token.";
    }
}
