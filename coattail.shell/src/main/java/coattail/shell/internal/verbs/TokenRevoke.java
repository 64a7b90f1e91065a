// SPDX-License-Identifier: Apache-2.0
package coattail.shell.internal.verbs;

import static coattail.shell.internal.grammar.Usage.command;

import coattail.core.admin.TokenStatus;
import coattail.shell.internal.grammar.Arguments;
import coattail.shell.internal.grammar.Parameter;
import coattail.shell.internal.grammar.Usage;
import coattail.shell.internal.run.Console;
import coattail.shell.internal.run.Reply;
import coattail.shell.internal.run.Services;
import coattail.shell.internal.run.Verb;

/** {@code coattail token revoke}. */
final class TokenRevoke implements Verb {
    private final Parameter<String> token;
    private final Usage usage;
    private final Services services;

    TokenRevoke(Services services, Known known) {
        this.services = services;
        this.token =
                known.token(TokenStatus.State.VALID, TokenStatus.State.NOT_YET_VALID, TokenStatus.State.UNREADABLE);
        this.usage = command("token-revoke", "Revokes a token, on open connections too")
                .takes(token, Confirmation.FORCE)
                .detail("The subscriptions that stand under it end, too. This can't be undone; asks before it acts.")
                .example("Zk3t", "Asks, and revokes the token whose id begins so")
                .example("Zk3t --force", "Revokes it without asking");
    }

    @Override
    public Usage usage() {
        return usage;
    }

    @Override
    public Reply run(Arguments arguments, Console console) throws Exception {
        var tokens = services.tokens();
        var status = tokens.show(arguments.get(token));
        Confirmation.ask(question(status), "nothing was revoked", arguments, console);
        var revoked = tokens.revoke(status.id());
        return Reply.of(() -> Shapes.token(revoked), page -> page.line("Revoked " + revoked.id() + "."));
    }

    private static String question(TokenStatus status) {
        var holder = status.boundName()
                .or(status::boundTo)
                .map(name -> ", held by " + name)
                .orElse("");
        var use = status.connections() == 0
                ? ""
                : ", in use on " + Texts.count(status.connections(), "connection", "connections");
        return "Revoke token " + status.id() + holder + use + "?";
    }
}
