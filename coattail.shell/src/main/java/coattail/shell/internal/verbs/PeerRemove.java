// SPDX-License-Identifier: Apache-2.0
package coattail.shell.internal.verbs;

import static coattail.shell.internal.grammar.Parameter.flag;
import static coattail.shell.internal.grammar.Usage.command;

import java.io.IOException;

import coattail.core.admin.PeerRemoved;
import coattail.core.admin.PeerStatus;
import coattail.shell.internal.grammar.Arguments;
import coattail.shell.internal.grammar.Parameter;
import coattail.shell.internal.grammar.Usage;
import coattail.shell.internal.grammar.UsageException;
import coattail.shell.internal.print.Page;
import coattail.shell.internal.run.Console;
import coattail.shell.internal.run.Reply;
import coattail.shell.internal.run.Services;
import coattail.shell.internal.run.Verb;

/** {@code coattail peer remove}. */
final class PeerRemove implements Verb {
    private final Parameter<String> peer;
    private final Parameter<Boolean> force =
            flag("--force", "doesn't ask, and removes it even if it is connected and doesn't answer");
    private final Parameter<Boolean> revoke =
            flag("--revoke-tokens", "revoke the tokens that were issued to it as well");
    private final Parameter<Boolean> keep =
            flag("--keep-tokens", "leave them valid, as --force does too: it may come back with them");
    private final Usage usage;
    private final Services services;

    PeerRemove(Services services, Known known) {
        this.services = services;
        this.peer = known.peer();
        this.usage = command("peer-remove", "Unsubscribes from a peer and forgets it and its token")
                .takes(peer, revoke, keep, force)
                .detail("Asks before it acts, and if tokens were issued to the peer, whether to revoke them; without "
                        + "that it may come back with them.")
                .example("plant", "Asks, and forgets plant")
                .example("plant --revoke-tokens --force", "Forgets plant, and lets it come back no more");
    }

    @Override
    public Usage usage() {
        return usage;
    }

    @Override
    public Reply run(Arguments arguments, Console console) throws Exception {
        arguments.exclude(revoke, keep);
        var peers = services.peers();
        var status = peers.show(arguments.get(peer));
        Confirmation.ask(question(status), "nothing was removed", arguments, console);
        var removed = peers.remove(status.id(), revokes(arguments, status, console), arguments.has(force));
        return Reply.of(() -> Shapes.removed(removed), page -> print(removed, page));
    }

    private String question(PeerStatus status) {
        var subscriptions = services.subscriptions().subscriptions().stream()
                .filter(one -> one.publisher().id().equals(status.id()))
                .count();
        return "Remove " + status.name()
                + (subscriptions == 0
                        ? "?"
                        : ", and end " + Texts.count(subscriptions, "subscription", "subscriptions") + " at it?");
    }

    private boolean revokes(Arguments arguments, PeerStatus status, Console console)
            throws IOException, UsageException {
        if (status.issued().isEmpty() || arguments.has(revoke) || arguments.has(keep) || arguments.has(force)) {
            return arguments.has(revoke);
        }
        return console.confirms(
                "Revoke the " + Texts.count(status.issued().size(), "token", "tokens") + " issued to " + status.name()
                        + " too?",
                "say " + revoke.name() + " or " + keep.name());
    }

    private static void print(PeerRemoved removed, Page page) {
        page.line("Removed " + removed.name() + "; "
                + Texts.count(removed.subscriptions(), "subscription", "subscriptions") + " ended, "
                + Texts.count(removed.revoked().size(), "token", "tokens") + " revoked.");
        if (!removed.told()) {
            page.line("It couldn't be told, and lists the subscriptions as offline until it is added again.");
        }
        if (!removed.stillValid().isEmpty()) {
            page.line("It may come back with what it still holds: " + String.join(", ", removed.stillValid()));
        }
    }
}
