// SPDX-License-Identifier: Apache-2.0
package coattail.shell.internal.verbs;

import static coattail.shell.internal.grammar.Parameter.argument;
import static coattail.shell.internal.grammar.Usage.command;
import static coattail.shell.internal.print.Column.key;
import static coattail.shell.internal.print.Column.name;
import static coattail.shell.internal.print.Column.state;

import java.time.Clock;
import java.time.Duration;
import java.util.List;

import coattail.core.admin.SessionStatus;
import coattail.shell.internal.grammar.Durations;
import coattail.shell.internal.grammar.Values;
import coattail.shell.internal.print.State;
import coattail.shell.internal.run.Reply;
import coattail.shell.internal.run.Services;
import coattail.shell.internal.run.Verb;

/** The commands about live connections. */
final class SessionVerbs {
    private SessionVerbs() {}

    /** {@code coattail session list}. */
    static Verb list(Services services, Clock clock) {
        return new ListVerb<>(
                command("session-list", "Lists the live connections, the oldest first")
                        .detail("-> is one that this instance dialled, <- one that came in. GRANTS, STREAMS and BYTES "
                                + "are this instance's + the peer's: tokens that are accepted, requests and "
                                + "subscriptions that are open, and what was sent inside of TLS.")
                        .example("", "Connections with their peers, how old they are and what goes on")
                        .example("--json", "The same for a program, with the tokens that the peers have shown"),
                () -> services.sessions().list(),
                Shapes::session,
                List.of(
                        key("ID"),
                        name("PEER"),
                        name("ADDRESS"),
                        state("STATE"),
                        name("AGE"),
                        name("GRANTS"),
                        name("STREAMS"),
                        name("BYTES")),
                session -> row(session, clock),
                console -> "No connections.");
    }

    private static List<?> row(SessionStatus session, Clock clock) {
        return List.of(
                session.id(),
                session.peer().map(Texts::name).orElse("-"),
                (session.direction() == SessionStatus.Direction.OUT ? "-> " : "<- ") + session.address(),
                State.of(Values.spelled(session.state())),
                Durations.print(Duration.between(session.opened(), clock.instant())),
                (session.accepted() ? 1 : 0) + " + " + session.tokens().size(),
                session.streams() + " + " + session.peerStreams(),
                Texts.bytes(session.sent()) + " + " + Texts.bytes(session.received()));
    }

    /** {@code coattail session kill}. */
    static Verb kill(Services services, Known known) {
        var session = argument("ID", "the connection's number, as 'session list' shows it")
                .completed(known.sessions());
        var usage = command("session-kill", "Ends a connection at once")
                .takes(session)
                .detail("What is under way on it is cancelled. No right is taken away, so it is dialled again, here or "
                        + "there; to keep a peer out use 'token revoke' or 'peer remove'.")
                .example("7", "Ends the connection that 'session list' shows as 7");
        return Verb.of(usage, (arguments, console) -> {
            var killed = services.sessions().kill(arguments.get(session));
            return Reply.of(
                    () -> Shapes.session(killed),
                    page -> page.line("Ended connection " + killed.id() + " with "
                            + killed.peer().map(Texts::name).orElse("an unproven peer") + " at " + killed.address()
                            + "."));
        });
    }
}
