// SPDX-License-Identifier: Apache-2.0
package coattail.shell.internal.verbs;

import static coattail.shell.internal.grammar.Usage.command;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;

import coattail.core.admin.TokenStatus;
import coattail.shell.internal.grammar.Arguments;
import coattail.shell.internal.grammar.Parameter;
import coattail.shell.internal.grammar.Usage;
import coattail.shell.internal.grammar.Values;
import coattail.shell.internal.print.Page;
import coattail.shell.internal.print.State;
import coattail.shell.internal.run.Console;
import coattail.shell.internal.run.Reply;
import coattail.shell.internal.run.Services;
import coattail.shell.internal.run.Verb;

/** {@code coattail token show}. */
final class TokenShow implements Verb {
    private static final String VALIDATION = "vt://";

    private final Parameter<String> token;
    private final Usage usage;
    private final Services services;
    private final Clock clock;

    TokenShow(Services services, Known known, Clock clock) {
        this.services = services;
        this.clock = clock;
        this.token = known.token();
        this.usage = command("token-show", "Shows a token issued here, and what it allows")
                .takes(token)
                .example("Zk3t", "The token whose id begins so");
    }

    @Override
    public Usage usage() {
        return usage;
    }

    @Override
    public Reply run(Arguments arguments, Console console) {
        var status = services.tokens().show(arguments.get(token));
        return Reply.of(() -> Shapes.token(status), page -> print(status, clock, page));
    }

    static void print(TokenStatus status, Clock clock, Page page) {
        var sheet = new LinkedHashMap<String, Object>();
        sheet.put("Id", status.id());
        sheet.put("State", standing(status));
        sheet.put("Holder", holder(status));
        if (!validations(status).isEmpty()) {
            sheet.put("For the keys of", String.join(", ", validations(status)));
        }
        boolean readable = status.state() != TokenStatus.State.UNREADABLE;
        if (readable) {
            sheet.put("From where", networks(status));
            sheet.put("Leads to", status.address());
        }
        sheet.put("Issued", Texts.time(status.issued()));
        sheet.put(
                "Last used",
                status.connections() > 0
                        ? "now, on " + Texts.count(status.connections(), "connection", "connections")
                        : Texts.time(status.lastUsed(), "never"));
        if (readable) {
            Texts.permissions(status.permissions(), clock, sheet);
        }
        page.sheet(sheet);
    }

    /** Whether it can be used; where that isn't known, what to do. */
    static State standing(TokenStatus status) {
        return new State(
                Values.spelled(status.state()),
                status.state() == TokenStatus.State.UNREADABLE ? "its row in the database is damaged; revoke it" : "");
    }

    /** From where it may be used. */
    static String networks(TokenStatus status) {
        var networks = status.bearers().stream()
                .filter(bearer -> !bearer.equals("*") && !bearer.startsWith(VALIDATION))
                .toList();
        return networks.isEmpty() ? "anywhere" : String.join(", ", networks);
    }

    /** The validation tokens whose keys may use it; empty where it isn't for such. */
    static List<String> validations(TokenStatus status) {
        return status.bearers().stream()
                .filter(bearer -> bearer.startsWith(VALIDATION))
                .map(bearer -> bearer.substring(VALIDATION.length()))
                .toList();
    }

    /** Who may use it. */
    static String holder(TokenStatus status) {
        return status.boundTo()
                .map(id -> status.boundName()
                        .filter(name -> !name.isEmpty())
                        .map(name -> name + ", " + id)
                        .orElse(id))
                .orElseGet(() -> unbound(status));
    }

    private static String unbound(TokenStatus status) {
        if (status.bearers().contains("*")) {
            return "anyone who has it; it binds to no key";
        }
        return validations(status).isEmpty()
                ? "not bound yet: the first instance that uses it"
                : "whose validation tokens are listed below";
    }
}
