// SPDX-License-Identifier: Apache-2.0
package coattail.shell.internal.verbs;

import static coattail.shell.internal.grammar.Parameter.option;
import static coattail.shell.internal.grammar.Usage.command;

import java.time.Clock;

import coattail.core.admin.PeerStatus;
import coattail.shell.internal.grammar.Arguments;
import coattail.shell.internal.grammar.Parameter;
import coattail.shell.internal.grammar.Usage;
import coattail.shell.internal.run.Console;
import coattail.shell.internal.run.Reply;
import coattail.shell.internal.run.Services;
import coattail.shell.internal.run.Verb;
import coattail.shell.internal.run.Waiting;

/** {@code coattail peer add}. */
final class PeerAdd implements Verb {
    private final Parameter<String> token = TokenText.parameter("the token that the peer's operator issued");
    private final Parameter<String> name =
            option("--name", "NAME", "what to call the peer; if left out, peer- and 8 characters of its id");
    private final Parameter<String> host =
            option("--host", "HOST", "where to dial instead of the address in the token, as host or host:port");
    private final Usage usage = command("peer-add", "Adds the peer that issued a token, or renews its token")
            .takes(token, name, host)
            .detail("Connects and authenticates first: a token that the peer refuses is stored nowhere. One that isn't "
                    + "valid yet is stored, and used from then on.")
            .detail("What is typed in a command line can be seen in the process list and the shell's history; leave "
                    + "the token out, and paste it when it is asked for.")
            .example("--name plant", "Asks for the token, and adds the peer as plant")
            .example("@plant.token --name plant", "Reads the token from a file")
            .example("- --name plant --host 10.0.0.7:49365", "Reads it from standard input, and dials another address");
    private final Services services;
    private final Clock clock;

    PeerAdd(Services services, Clock clock) {
        this.services = services;
        this.clock = clock;
    }

    @Override
    public Usage usage() {
        return usage;
    }

    @Override
    public Reply run(Arguments arguments, Console console) throws Exception {
        var text = TokenText.of(token, arguments, console);
        var peers = services.peers();
        if (console.face().terminal() && !arguments.has(Usage.JSON)) {
            console.remarks().line("Connecting and authenticating ...");
        }
        var status = Waiting.on(peers.add(text, arguments.find(name), arguments.find(host)));
        return Reply.of(() -> Shapes.peer(status), page -> {
            page.line(headline(status)).blank();
            PeerShow.print(status, clock, page);
        });
    }

    private static String headline(PeerStatus status) {
        return status.state() == PeerStatus.State.CONNECTED
                ? "Connected to " + status.name() + "."
                : "Stored " + status.name() + ", which isn't connected.";
    }
}
