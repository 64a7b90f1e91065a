// SPDX-License-Identifier: Apache-2.0
package coattail.shell.internal.verbs;

import static coattail.shell.internal.grammar.Parameter.argument;
import static coattail.shell.internal.grammar.Parameter.flag;
import static coattail.shell.internal.grammar.Usage.command;

import java.io.IOException;

import coattail.core.admin.PeerStatus;
import coattail.shell.internal.grammar.Arguments;
import coattail.shell.internal.grammar.Parameter;
import coattail.shell.internal.grammar.Usage;
import coattail.shell.internal.grammar.UsageException;
import coattail.shell.internal.print.Json;
import coattail.shell.internal.run.Console;
import coattail.shell.internal.run.Reply;
import coattail.shell.internal.run.Services;
import coattail.shell.internal.run.Verb;

/** {@code coattail peer remove}. */
final class PeerRemove implements Verb {
    private final Parameter<String> peer;
    private final Parameter<Boolean> revoke =
            flag("--revoke-tokens", "revoke the tokens that were issued to it as well, without asking");
    private final Parameter<Boolean> keep =
            flag("--keep-tokens", "leave them valid, without asking: it may come back with them");
    private final Usage usage;
    private final Services services;

    PeerRemove(Services services, Known known) {
        this.services = services;
        this.peer =
                argument("PEER", "its name, its id or a unique prefix of that").completed(known.peers());
        this.usage = command("peer-remove", "Unsubscribes from a peer, forgets it and the token held from it")
                .takes(peer, revoke, keep)
                .detail("If tokens were issued to it, asks whether to revoke them; without that it may come back with "
                        + "them.")
                .example("plant", "Forgets plant, and asks about its tokens if there are any")
                .example("plant --revoke-tokens", "Forgets plant, and lets it come back no more");
    }

    @Override
    public Usage usage() {
        return usage;
    }

    @Override
    public Reply run(Arguments arguments, Console console) throws Exception {
        if (arguments.has(revoke) && arguments.has(keep)) {
            throw new UsageException(revoke.name() + " and " + keep.name() + " exclude each other");
        }
        var peers = services.peers();
        var status = peers.show(arguments.get(peer));
        var removed = peers.remove(status.id(), revokes(arguments, status, console));
        return Reply.of(
                () -> {
                    var object = Json.object()
                            .put("id", removed.id())
                            .put("name", removed.name())
                            .put("subscriptions", removed.subscriptions());
                    object.set("revoked", Json.strings(removed.revoked()));
                    object.set("stillValid", Json.strings(removed.stillValid()));
                    return object;
                },
                page -> {
                    page.line("Removed " + removed.name() + "; "
                            + Texts.count(removed.subscriptions(), "subscription", "subscriptions") + " ended, "
                            + Texts.count(removed.revoked().size(), "token", "tokens") + " revoked.");
                    if (!removed.stillValid().isEmpty()) {
                        page.line("It may come back with what it still holds: "
                                + String.join(", ", removed.stillValid()));
                    }
                });
    }

    private boolean revokes(Arguments arguments, PeerStatus status, Console console)
            throws IOException, UsageException {
        if (status.issued().isEmpty() || arguments.has(keep)) {
            return false;
        }
        return arguments.has(revoke)
                || console.confirms(
                        "Revoke the " + Texts.count(status.issued().size(), "token", "tokens") + " issued to "
                                + status.name() + " too?",
                        "say " + revoke.name() + " or " + keep.name());
    }
}
