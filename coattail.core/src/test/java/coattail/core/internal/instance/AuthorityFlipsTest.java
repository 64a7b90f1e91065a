// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.instance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import coattail.core.admin.AuthorityExplanation;
import coattail.core.admin.PeerOperation;
import coattail.core.internal.session.Role;

/**
 * In every standing of the authority matrix, from either side, for each operation with a name: what is said of a peer's
 * authority, and of its tokens, is what a whole instance does; and the change that is named turns it round, and then
 * back.
 */
class AuthorityFlipsTest {
    @TempDir
    static Path directory;

    private static AuthorityTrial trial;
    private static HostileSide stranger;

    record Cell(Role role, Standing standing, PeerOperation operation) {}

    @BeforeAll
    static void open() throws Exception {
        trial = new AuthorityTrial(directory);
        stranger = trial.peerOfManyConnections();
    }

    @AfterAll
    static void close() {
        trial.close();
    }

    static Stream<Cell> cells() {
        return Stream.of(Role.LISTENER, Role.DIALLER)
                .flatMap(role -> Stream.of(Standing.values()).flatMap(standing -> AuthorityTrial.operations().stream()
                        .map(operation -> new Cell(role, standing, operation))));
    }

    @ParameterizedTest
    @MethodSource("cells")
    void whatIsSaidIsWhatIsDoneAndTheChangeTurnsItRound(Cell cell) throws Exception {
        var side = cell.standing() == Standing.OTHER_CONNECTION ? trial.peerOfManyConnections() : trial.peer();
        trial.flipsTwice(side, cell.role(), tried(side, cell));
    }

    private static AuthorityExplanation tried(HostileSide side, Cell cell) throws Exception {
        var others = new ArrayList<RawPeer>();
        var peer = side.connect(cell.role(), Moment.OPEN);
        try {
            int grant = side.bring(peer, cell.standing(), stranger, others);
            var name = cell.standing().name;
            var attempt = AuthorityTrial.ATTEMPTS.get(cell.operation());
            var expected = AuthorityRules.expected(attempt, Moment.OPEN, cell.role(), cell.standing());
            assertEquals(expected, trial.react(peer, grant, attempt, name));
            // What this connection wasn't granted, another of the same peer was: then the peer may.
            boolean elsewhere = cell.standing() == Standing.OTHER_CONNECTION;
            boolean allowed =
                    trial.may(elsewhere ? others.get(0) : peer, elsewhere ? 1 : grant, cell.operation(), name);
            return trial.agrees(trial.why(side, cell.operation(), name), allowed, side);
        } finally {
            for (var each : Stream.concat(Stream.of(peer), others.stream()).toList()) {
                each.end();
            }
        }
    }
}
