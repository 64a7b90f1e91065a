// SPDX-License-Identifier: Apache-2.0
package coattail.shell.internal.verbs;

import static coattail.shell.internal.grammar.Usage.command;

import java.time.Clock;
import java.util.LinkedHashMap;

import coattail.core.admin.PeerStatus;
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

/** {@code coattail peer show}. */
final class PeerShow implements Verb {
    private final Parameter<String> peer;
    private final Usage usage;
    private final Services services;
    private final Clock clock;

    PeerShow(Services services, Known known, Clock clock) {
        this.services = services;
        this.clock = clock;
        this.peer = known.peer();
        this.usage = command("peer-show", "Shows a peer: its state, and what one may do there")
                .takes(peer)
                .example("plant", "All about plant");
    }

    @Override
    public Usage usage() {
        return usage;
    }

    @Override
    public Reply run(Arguments arguments, Console console) {
        var status = services.peers().show(arguments.get(peer));
        return Reply.of(() -> Shapes.peer(status), page -> print(status, clock, page));
    }

    static void print(PeerStatus status, Clock clock, Page page) {
        var sheet = new LinkedHashMap<String, Object>();
        sheet.put("Name", status.name());
        sheet.put("Id", status.id());
        sheet.put("State", new State(Values.spelled(status.state()), status.reason()));
        sheet.put("Address", Texts.orDash(status.address()));
        sheet.put(
                "Connection",
                switch (status.direction()) {
                    case "out" -> "dialled from here";
                    case "in" -> "dialled by the peer";
                    default -> "none";
                });
        sheet.put("Added", Texts.time(status.added()));
        sheet.put(
                "Last seen",
                status.state() == PeerStatus.State.CONNECTED ? "now" : Texts.time(status.lastSeen(), "never"));
        status.held()
                .ifPresentOrElse(
                        held -> Texts.permissions(held, clock, sheet),
                        () -> sheet.put("Token", "none is held from it: nothing can be asked of it"));
        sheet.put("Issued to it", status.issued().isEmpty() ? "no token" : String.join(", ", status.issued()));
        page.sheet(sheet);
    }
}
