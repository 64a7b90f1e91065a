// SPDX-License-Identifier: Apache-2.0
package coattail.shell.internal.verbs;

import static coattail.shell.internal.grammar.Parameter.argument;
import static coattail.shell.internal.grammar.Usage.command;

import coattail.shell.internal.run.Reply;
import coattail.shell.internal.run.Services;
import coattail.shell.internal.run.Verb;

/** {@code coattail subscribers revoke}. */
final class SubscribersRevoke {
    private SubscribersRevoke() {}

    static Verb of(Services services, Known known) {
        var subscription = argument(
                        "ID", "the subscription's id or a unique prefix of it, as 'subscribers list' shows it")
                .completed(known.subscribers());
        var usage = command("subscribers-revoke", "Ends a peer's subscription here for good")
                .takes(subscription, Confirmation.FORCE)
                .detail("This can't be undone; asks before it acts. The peer may subscribe anew while its token allows "
                        + "that; to end that, too, revoke the token.")
                .example("0f1e2d3c", "Asks, and ends the subscription whose id begins so")
                .example("0f1e2d3c --force", "Ends it without asking");
        return Verb.of(usage, (arguments, console) -> {
            var admin = services.subscriptions();
            var found = admin.subscriber(arguments.get(subscription));
            var whose = Texts.name(found.subscriber()) + " ('" + found.receiver() + "')";
            Confirmation.ask(
                    "End the subscription of " + whose + " to '" + found.action() + "'?",
                    "nothing was revoked",
                    arguments,
                    console);
            var revoked = admin.revoke(found.id());
            return Reply.of(
                    () -> Shapes.subscriber(revoked),
                    page -> page.line("Revoked " + revoked.id() + "; nothing published as '" + revoked.action()
                            + "' goes to " + whose + " any more."));
        });
    }
}
