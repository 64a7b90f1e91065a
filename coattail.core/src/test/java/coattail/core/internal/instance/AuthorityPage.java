// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.instance;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import coattail.core.internal.authority.Operation;
import coattail.core.internal.instance.AuthorityMatrix.Cell;
import coattail.core.internal.session.Role;

/** The page with what came of it all. */
final class AuthorityPage {
    private final Map<Cell, Reaction> reactions;
    private final Map<Operation, List<Reaction>> local;

    /** @param local of each operation, what came of it with the names of {@link LocalCallers#NAMES} */
    AuthorityPage(Map<Cell, Reaction> reactions, Map<Operation, List<Reaction>> local) {
        this.reactions = reactions;
        this.local = local;
    }

    @Override
    public String toString() {
        return """
                # Who may do what, cell by cell

                <!-- Made by AuthorityMatrixTest from what a whole instance did; look at the difference. -->

                A test plays a hostile peer, frame by frame, against a whole instance: every type of frame, at
                every moment of a connection, from the side that dials and from the one that is dialled, and once
                the connection is open with every permission. This is what came of it. The test holds it against
                rules that are written down apart (`AuthorityRules`), and against what reached a handler, a
                subscriber, a receiver and the database meanwhile. The rules in words are in
                [security.md](security.md) and [protocol.md](protocol.md).

                | | what it means |
                |---|---|
                | handled | a handler was invoked, or an event went out to subscribers, and it was answered |
                | answered | it was answered; no handler is invoked for it |
                | taken | it was taken, or dropped where it comes too late to matter; the connection goes on |
                | CODE | it was answered by ERROR with that code; no handler was invoked, and the connection goes on |
                | closed, CODE | the connection was closed with that ERROR; no handler was invoked |
                | leaves | nothing that was granted on this connection holds, so the instance takes leave by GOAWAY |
                | cut | the connection was closed without a word |

                ## Frames

                `x / y`: x where the peer has dialled, y where it is dialled. A dialler that hasn't heard HELLO
                can't say a word. In the last column the peer has a token that allows all, and names what is
                offered.

                """
                + frames()
                + """

                ## Permissions

                The connection is open. What isn't in this table doesn't depend on what the peer may do.

                """
                + permissions()
                + """

                ## Callers within the instance

                Bundles of the instance, and actions and receivers that work for a peer: they act with the
                instance's own rights, not the peer's. The names: one that is offered; one of Coattail's own that is
                offered; one that nobody offers; what isn't a name. Where there is no call for an operation it says
                none: who subscribes is always another instance, and NOTIFY comes on streams alone.

                """
                + local();
    }

    private String frames() {
        var table = new StringBuilder(
                row("", Stream.of(Moment.values()).map(moment -> moment.title).toList()));
        table.append(line(Moment.values().length));
        for (var attempt : Attempt.values()) {
            table.append(row(
                    attempt.title,
                    Stream.of(Moment.values())
                            .map(moment -> both(attempt, moment, Standing.ALL))
                            .toList()));
        }
        return table.toString();
    }

    private String permissions() {
        var columns =
                Stream.of(Attempt.values()).filter(this::dependsOnStanding).toList();
        var table = new StringBuilder(row(
                "what the peer has", columns.stream().map(each -> each.title).toList()));
        table.append(line(columns.size()));
        for (var standing : Standing.values()) {
            table.append(row(
                    standing.title,
                    columns.stream()
                            .map(attempt -> both(attempt, Moment.OPEN, standing))
                            .toList()));
        }
        return table.toString();
    }

    private boolean dependsOnStanding(Attempt attempt) {
        return attempt.isRequest()
                || Stream.of(Standing.values())
                                .map(standing -> both(attempt, Moment.OPEN, standing))
                                .distinct()
                                .count()
                        > 1;
    }

    private String local() {
        var table = new StringBuilder(row(
                "", LocalCallers.NAMES.stream().map(name -> "`" + name + "`").toList()));
        table.append(line(LocalCallers.NAMES.size()));
        for (var operation : Operation.values()) {
            table.append(row(
                    operation.toString(),
                    local.containsKey(operation)
                            ? local.get(operation).stream()
                                    .map(Reaction::toString)
                                    .toList()
                            : LocalCallers.NAMES.stream().map(name -> "none").toList()));
        }
        return table.toString();
    }

    private String both(Attempt attempt, Moment moment, Standing standing) {
        var dials = reactions.get(new Cell(attempt, moment, Role.DIALLER, standing));
        var isDialled = reactions.get(new Cell(attempt, moment, Role.LISTENER, standing));
        return dials.equals(isDialled) ? dials.toString() : dials + " / " + isDialled;
    }

    private static String row(String first, List<String> cells) {
        return Stream.concat(Stream.of(first), cells.stream()).collect(Collectors.joining(" | ", "| ", " |\n"));
    }

    private static String line(int columns) {
        return "|---" + "|---".repeat(columns) + "|\n";
    }
}
