// SPDX-License-Identifier: Apache-2.0
package coattail.shell.internal.verbs;

import static coattail.shell.internal.grammar.Usage.command;

import coattail.shell.internal.grammar.Arguments;
import coattail.shell.internal.grammar.Usage;
import coattail.shell.internal.grammar.Values;
import coattail.shell.internal.print.Json;
import coattail.shell.internal.print.Table;
import coattail.shell.internal.run.Console;
import coattail.shell.internal.run.Reply;
import coattail.shell.internal.run.Services;
import coattail.shell.internal.run.Verb;

/** {@code coattail peer list}. */
final class PeerList implements Verb {
    private static final Usage USAGE = command("peer-list", "Lists the peers of this instance")
            .example("", "Peers, whether they are connected, and why not")
            .example("--json", "The same for a program");

    private final Services services;

    PeerList(Services services) {
        this.services = services;
    }

    @Override
    public Usage usage() {
        return USAGE;
    }

    @Override
    public Reply run(Arguments arguments, Console console) {
        var peers = services.peers().list();
        return Reply.of(
                () -> peers.stream().map(Shapes::peer).collect(Json.array()),
                page -> {
                    var table = new Table("NAME", "ID", "STATE", "ADDRESS", "LAST SEEN");
                    for (var peer : peers) {
                        var reason = peer.reason().isEmpty() ? "" : ": " + peer.reason();
                        table.row(peer.name(),
                                Texts.id(peer.id(), console),
                                Values.spelled(peer.state()) + reason,
                                Texts.orDash(peer.address()),
                                Texts.time(peer.lastSeen(), "never"));
                    }
                    page.table(table, "No peers. Add one with the token that its operator issued: "
                            + console.face().spelling().of("peer-add"));
                });
    }
}
