// SPDX-License-Identifier: Apache-2.0
package coattail.shell.internal.verbs;

import static coattail.shell.internal.grammar.Parameter.argument;
import static coattail.shell.internal.grammar.Usage.command;

import java.util.List;

import com.fasterxml.jackson.databind.node.ObjectNode;

import coattail.core.admin.AuthorityChange;
import coattail.core.admin.AuthorityExplanation;
import coattail.core.admin.PeerOperation;
import coattail.shell.internal.grammar.Arguments;
import coattail.shell.internal.grammar.Parameter;
import coattail.shell.internal.grammar.Usage;
import coattail.shell.internal.grammar.Values;
import coattail.shell.internal.print.Json;
import coattail.shell.internal.print.Page;
import coattail.shell.internal.run.Console;
import coattail.shell.internal.run.Face.Spelling;
import coattail.shell.internal.run.Reply;
import coattail.shell.internal.run.Services;
import coattail.shell.internal.run.Verb;

/** {@code coattail why}. */
final class Why implements Verb {
    /** Of how many tokens people are told; programs, of all. */
    private static final int SHOWN = 5;

    private final Parameter<String> peer;
    private final Parameter<PeerOperation> operation = argument("OPERATION", "perform, publish or subscribe")
            .as(Values.choice(PeerOperation.class))
            .completed(Values.choices(PeerOperation.class));
    private final Parameter<String> name;
    private final Usage usage;
    private final Services services;

    Why(Services services, Known known) {
        this.services = services;
        this.peer = known.peer();
        this.name = argument("NAME", "the action, or the name that is published under or subscribed to")
                .completed(known.names());
        this.usage = command("why", "Says whether a peer may do something here, and why")
                .takes(peer, operation, name)
                .detail("Asks what a request of the peer would be asked, and names the token that decides. Then it "
                        + "says what would turn the answer round, the smallest change first. The peer notices nothing.")
                .detail("A new token takes the place of the one that the peer has, so it keeps all that this one "
                        + "allows; of one that was revoked it gives nothing back but what was asked about. To revoke "
                        + "one ends all that it allows.")
                .detail("Limits, as of requests a second, aren't looked at.")
                .example("plant perform greet", "Whether plant may perform greet at this instance")
                .example("plant subscribe alarms --json", "The same of subscribing, for a program");
    }

    @Override
    public Usage usage() {
        return usage;
    }

    @Override
    public Reply run(Arguments arguments, Console console) {
        var explained =
                services.authority().explain(arguments.get(peer), arguments.get(operation), arguments.get(name));
        return Reply.of(
                () -> shape(explained), page -> print(explained, console.face().spelling(), page));
    }

    private static void print(AuthorityExplanation explained, Spelling spelling, Page page) {
        var who = Texts.name(explained.peer());
        var what = (explained.operation() == PeerOperation.SUBSCRIBE
                        ? "subscribe to "
                        : Values.spelled(explained.operation()) + " ")
                + explained.name();
        page.paragraph(
                "",
                (explained.allowed() ? "Yes, " + who + " may " : "No, " + who + " may not ") + what + " here: "
                        + explained.reason() + ".");
        var others = explained.tokens().stream().skip(1).toList();
        others.stream().limit(SHOWN).forEach(other -> page.paragraph("", "Also: " + other.reason() + "."));
        if (others.size() > SHOWN) {
            page.line("Also: " + (others.size() - SHOWN) + " tokens more; --json has all.");
        }
        explained.notes().forEach(note -> page.paragraph("", "Note: " + note + "."));
        page.blank();
        var lead = explained.allowed() ? "To deny it" : "To allow it";
        for (var change : explained.changes()) {
            print(change, lead, who, spelling, page);
            lead = "Or";
        }
    }

    private static void print(AuthorityChange change, String lead, String who, Spelling spelling, Page page) {
        if (change instanceof AuthorityChange.Wait wait) {
            page.paragraph("", lead + ", wait until " + Texts.second(wait.until()) + ".");
            return;
        }
        page.line(lead + ":");
        commands(change, spelling).forEach(command -> page.line("  " + command));
        if (change instanceof AuthorityChange.Issue) {
            page.paragraph("", "and have the operator of " + who + " add it with 'peer add'.");
        } else if (change instanceof AuthorityChange.AddValidation added) {
            page.paragraph(
                    "", "with validation token " + added.validation() + ", which the operator of " + who + " has.");
        }
    }

    /** The commands that make a change; none where nothing but time does. */
    private static List<String> commands(AuthorityChange change, Spelling spelling) {
        if (change instanceof AuthorityChange.Issue issue) {
            return List.of(spelling.of("token-issue") + " " + IssueWords.typed(IssueWords.of(issue.request())));
        } else if (change instanceof AuthorityChange.Revoke revoke) {
            return revoke.tokens().stream()
                    .map(id -> spelling.of("token-revoke") + (id.startsWith("--") ? " -- " : " ") + id)
                    .toList();
        } else if (change instanceof AuthorityChange.AddValidation) {
            return List.of(spelling.of("validation-add"));
        }
        return List.of();
    }

    private static ObjectNode shape(AuthorityExplanation explained) {
        var object = Json.object()
                .put("allowed", explained.allowed())
                .put("operation", Values.spelled(explained.operation()))
                .put("name", explained.name())
                .put("rule", Values.spelled(explained.rule()))
                .put("reason", explained.reason())
                .put("token", explained.token().orElse(null));
        object.set("peer", Shapes.instance(explained.peer()));
        object.set(
                "tokens",
                explained.tokens().stream()
                        .map(one -> Json.object()
                                .put("token", one.token())
                                .put("rule", Values.spelled(one.rule()))
                                .put("reason", one.reason()))
                        .collect(Json.array()));
        object.set("notes", Json.strings(explained.notes()));
        object.set("changes", explained.changes().stream().map(Why::shape).collect(Json.array()));
        return object;
    }

    private static ObjectNode shape(AuthorityChange change) {
        var object = Json.object()
                .put("kind", kind(change))
                .put(
                        "until",
                        change instanceof AuthorityChange.Wait wait
                                ? wait.until().toString()
                                : null);
        object.set("commands", Json.strings(commands(change, Spelling.TERMINAL)));
        return object;
    }

    private static String kind(AuthorityChange change) {
        if (change instanceof AuthorityChange.Issue) {
            return "issue";
        } else if (change instanceof AuthorityChange.Revoke) {
            return "revoke";
        }
        return change instanceof AuthorityChange.Wait ? "wait" : "add-validation";
    }
}
