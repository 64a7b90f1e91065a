// SPDX-License-Identifier: Apache-2.0
package coattail.shell.internal.verbs;

import static coattail.shell.internal.grammar.Usage.command;

import coattail.core.admin.TokenStatus;
import coattail.shell.internal.grammar.Arguments;
import coattail.shell.internal.grammar.Usage;
import coattail.shell.internal.grammar.Values;
import coattail.shell.internal.print.Json;
import coattail.shell.internal.print.Table;
import coattail.shell.internal.run.Console;
import coattail.shell.internal.run.Reply;
import coattail.shell.internal.run.Services;
import coattail.shell.internal.run.Verb;

/** {@code coattail token list}. */
final class TokenList implements Verb {
    private static final Usage USAGE =
            command("token-list", "Lists the tokens that this instance issued, the newest first")
                    .example("", "Tokens, who may use them and until when")
                    .example("--json", "The same for a program, with all that each allows");

    private final Services services;

    TokenList(Services services) {
        this.services = services;
    }

    @Override
    public Usage usage() {
        return USAGE;
    }

    @Override
    public Reply run(Arguments arguments, Console console) {
        var tokens = services.tokens().list();
        return Reply.of(
                () -> tokens.stream().map(Shapes::token).collect(Json.array()),
                page -> {
                    var table = new Table("ID", "STATE", "HOLDER", "UNTIL", "LAST USED");
                    for (var token : tokens) {
                        table.row(token.id(),
                                Values.spelled(token.state()),
                                holder(token, console),
                                Texts.time(token.permissions().expires(), "for ever"),
                                token.connections() > 0 ? "now" : Texts.time(token.lastUsed(), "never"));
                    }
                    page.table(table, "No tokens. Issue one: " + console.face().spelling().of("token-issue"));
                });
    }

    private static String holder(TokenStatus token, Console console) {
        return token.boundName().filter(name -> !name.isEmpty())
                .or(() -> token.boundTo().map(id -> Texts.id(id, console)))
                .orElse("-");
    }
}
