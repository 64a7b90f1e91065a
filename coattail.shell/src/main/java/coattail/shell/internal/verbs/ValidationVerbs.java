// SPDX-License-Identifier: Apache-2.0
package coattail.shell.internal.verbs;

import static coattail.shell.internal.grammar.Usage.command;
import static coattail.shell.internal.print.Column.id;
import static coattail.shell.internal.print.Column.key;
import static coattail.shell.internal.print.Column.name;
import static coattail.shell.internal.print.Column.state;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;

import coattail.core.admin.ValidationRemoved;
import coattail.core.admin.ValidationStatus;
import coattail.shell.internal.grammar.Values;
import coattail.shell.internal.print.Page;
import coattail.shell.internal.print.State;
import coattail.shell.internal.run.Reply;
import coattail.shell.internal.run.Services;
import coattail.shell.internal.run.Verb;

/** {@code coattail validation list}, {@code show} and {@code remove}. */
final class ValidationVerbs {
    private ValidationVerbs() {}

    static Verb list(Services services) {
        return new ListVerb<>(
                command("validation-list", "Lists the validation tokens added here, the last first")
                        .detail("TOKENS is how many tokens that were issued here and can be used list it.")
                        .example("", "Validation tokens, whose they are and until when"),
                () -> services.validations().list(),
                ValidationShapes::token,
                List.of(key("ID"), state("STATE"), name("NAME"), id("INSTANCE"), name("UNTIL"), key("TOKENS")),
                status -> List.of(
                        status.id(),
                        standing(status),
                        status.name().orElse("-"),
                        status.instanceId(),
                        Texts.time(status.expires(), "for ever"),
                        status.tokens().size()),
                console -> "No validation tokens. Add one that its instance issued: "
                        + console.face().spelling().of("validation-add"));
    }

    static Verb show(Services services, Known known, Clock clock) {
        var validation = known.validation();
        var usage = command("validation-show", "Shows a validation token added here, and what rests on it")
                .takes(validation)
                .example("vt://Zk3t", "The validation token whose id begins so")
                .example("gate", "The only one that holds of the peer gate");
        return Verb.of(usage, (arguments, console) -> {
            var status = services.validations().show(arguments.get(validation));
            return Reply.of(() -> ValidationShapes.token(status), page -> print(status, clock, page));
        });
    }

    static Verb remove(Services services, Known known) {
        var validation = known.validation(
                ValidationStatus.State.VALID,
                ValidationStatus.State.NOT_YET_VALID,
                ValidationStatus.State.EXPIRED,
                ValidationStatus.State.UNREADABLE);
        var usage = command("validation-remove", "Removes a validation token, and what its key may do by it")
                .takes(validation, Confirmation.FORCE)
                .detail("Acts on open connections, too, and asks before. Tokens that no key can use any more are "
                        + "revoked for good. Others who are among the bearers of the same tokens keep what they have.")
                .example("Zk3t", "Asks, and removes the one whose id begins so")
                .example("gate --force", "Removes the only one that holds of the peer gate, without asking");
        return Verb.of(usage, (arguments, console) -> {
            var admin = services.validations();
            var found = admin.show(arguments.get(validation));
            Confirmation.ask(question(found), "nothing was removed", arguments, console);
            var removed = admin.remove(found.id());
            return Reply.of(() -> ValidationShapes.removed(removed), page -> print(removed, page));
        });
    }

    private static String question(ValidationStatus status) {
        var listed = status.tokens().isEmpty()
                ? ""
                : ", which " + Texts.count(status.tokens().size(), "token lists", "tokens list");
        var use = status.connections() == 0
                ? ""
                : ", in use on " + Texts.count(status.connections(), "connection", "connections");
        return "Remove validation token " + status.id() + " of " + whose(status) + listed + use + "?";
    }

    private static void print(ValidationRemoved removed, Page page) {
        page.line("Removed " + removed.token().id() + " of " + whose(removed.token()) + ".");
        removed.revoked().forEach(token -> page.line("Revoked token " + token + ", which nobody could use any more."));
        removed.lost().forEach(token -> page.line("It can't use token " + token + " any more; others still can."));
        if (removed.connections() > 0) {
            page.line("Ended at once on " + Texts.count(removed.connections(), "connection", "connections") + ".");
        }
    }

    private static State standing(ValidationStatus status) {
        return new State(
                Values.spelled(status.state()),
                status.state() == ValidationStatus.State.UNREADABLE
                        ? "its row in the database is damaged; remove it"
                        : "");
    }

    private static String whose(ValidationStatus status) {
        return status.name().orElse(status.instanceId());
    }

    static void print(ValidationStatus status, Clock clock, Page page) {
        var sheet = new LinkedHashMap<String, Object>();
        sheet.put("Id", status.id());
        sheet.put("State", standing(status));
        sheet.put("Key of", status.name().map(name -> name + ", ").orElse("") + status.instanceId());
        sheet.put("Fingerprint", Texts.orDash(status.fingerprint()));
        sheet.put("Issued", Texts.time(status.issued()));
        if (status.notBefore().isAfter(clock.instant())) {
            sheet.put("From", Texts.when(status.notBefore(), clock));
        }
        sheet.put(
                "Until",
                status.expires().map(expires -> Texts.when(expires, clock)).orElse("for ever"));
        status.added().ifPresent(added -> {
            sheet.put("Added", Texts.time(added));
            sheet.put("Listed in", status.tokens().isEmpty() ? "no token" : String.join(", ", status.tokens()));
            sheet.put(
                    "In use",
                    status.connections() == 0
                            ? "no"
                            : "on " + Texts.count(status.connections(), "connection", "connections"));
        });
        page.sheet(sheet);
    }
}
