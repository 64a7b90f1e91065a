// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.instance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import coattail.core.internal.authority.Operation;
import coattail.core.internal.instance.AuthorityMatrix.Cell;
import coattail.core.internal.testing.Variants;
import coattail.core.internal.wire.FrameType;

/**
 * Every type of frame, at every moment, from either side, in every standing, against a whole instance: that what
 * happens is what the rules say, that no handler runs for anything else, and that docs/authority.md has it so.
 * {@code -Dcoattail.write=true} writes the page anew.
 */
class AuthorityMatrixTest {
    private static final Path PAGE = Path.of(System.getProperty("basedir", "."), "../docs/authority.md");
    private static final String WHAT_TO_DO = " has no row in docs/authority.md: add an Attempt of it, say in"
            + " AuthorityRules what is to come of it, and run this test with -Dcoattail.write=true";

    private static final Set<Reaction.Kind> ACCEPTED =
            Set.of(Reaction.Kind.HANDLED, Reaction.Kind.ANSWERED, Reaction.Kind.TAKEN);
    private static final Set<Standing> WITHDRAWN =
            Set.of(Standing.REVOKED, Standing.EXPIRED, Standing.VALIDATION_REMOVED, Standing.VALIDATION_EXPIRED);
    private static final Set<Standing> ELSEWHERE = Set.of(Standing.OTHER_CONNECTION, Standing.OTHER_PEER);

    @TempDir
    static Path directory;

    private static AuthorityMatrix matrix;
    private static Map<Operation, List<Reaction>> local;
    private static Map<Operation, List<Reaction>> forPeer;

    @BeforeAll
    static void tryAll() throws Exception {
        try (var all = new AuthorityMatrix(directory)) {
            matrix = all;
            local = LocalCallers.run(all.north.coattail().local(), "local");
            forPeer = all.performForPeer();
            all.run();
        }
    }

    @Test
    void everyTypeOfFrameAndEveryOperationHasARow() {
        for (var type : FrameType.values()) {
            assertTrue(
                    Stream.of(Attempt.values()).anyMatch(each -> each.type == type), "FrameType." + type + WHAT_TO_DO);
        }
        for (var operation : Operation.values()) {
            assertTrue(
                    Stream.of(Attempt.values())
                            .anyMatch(each -> each.operation.equals(java.util.Optional.of(operation))),
                    "Operation." + operation + WHAT_TO_DO);
        }
        assertEquals(256, matrix.undefined.size() + FrameType.values().length, "all other types were tried");
    }

    @Test
    void whatHappensIsWhatTheRulesSay() {
        var wrong = new ArrayList<String>();
        matrix.reactions.forEach((cell, reaction) -> {
            var expected = expected(cell);
            if (!expected.equals(reaction)) {
                wrong.add(cell + ": " + reaction + ", and not " + expected);
            }
        });
        assertEquals(List.of(), wrong);
    }

    @Test
    void handlersSubscribersAndReceiversAreReachedByWhatIsPermittedAlone() {
        assertEquals(handled(Attempt.PERFORM, Attempt.PERFORM_THEN_PUBLISH), fromPeers(matrix.performed));
        assertEquals(handled(Attempt.PUBLISH, Attempt.PERFORM_THEN_PUBLISH), fromPeers(matrix.published));
        assertEquals(handled(Attempt.NOTIFY), matrix.received);
        assertEquals(
                cells(cell ->
                        cell.attempt() == Attempt.SUBSCRIBE && expected(cell).equals(Reaction.ANSWERED)),
                matrix.subscribed);
    }

    @Test
    void callersWithinMayDoAllWithWhatIsAName() {
        for (var reactions : List.of(local, forPeer)) {
            reactions.forEach((operation, each) -> assertEquals(
                    LocalCallers.NAMES.stream()
                            .map(name -> LocalCallers.expected(operation, name))
                            .toList(),
                    each,
                    operation.toString()));
        }
        for (var caller : List.of("local", AuthorityMatrix.FOR_PEER)) {
            for (var name : List.of("act", "coattail.act")) {
                assertTrue(matrix.performed.contains(LocalCallers.cell(Operation.PERFORM, name, caller)));
                assertTrue(matrix.published.contains(LocalCallers.cell(Operation.PUBLISH, name, caller)));
                assertTrue(matrix.published.contains(LocalCallers.cell(Operation.PERFORM_AND_PUBLISH, name, caller)));
            }
        }
        assertTrue(Stream.concat(matrix.performed.stream(), matrix.published.stream())
                .noneMatch(cell -> cell.endsWith("ghost") || cell.endsWith("../act")));
    }

    /** Whether anything of what the rules refuse was taken, answered or handled, by each reason to refuse it. */
    @Test
    void nothingThatIsRefusedIsAccepted() {
        countRefused(
                Variants.of(AuthorityMatrixTest.class, "a frame that isn't this side's to say at this moment"),
                cell -> cell.moment() != Moment.OPEN || !cell.attempt().isRequest());
        countRefused(
                Variants.of(AuthorityMatrixTest.class, "a request on an open connection without the right to it"),
                cell -> isRequest(cell)
                        && !WITHDRAWN.contains(cell.standing())
                        && !ELSEWHERE.contains(cell.standing()));
        countRefused(
                Variants.of(AuthorityMatrixTest.class, "a request under a token revoked or expired meanwhile"),
                cell -> isRequest(cell) && WITHDRAWN.contains(cell.standing()));
        countRefused(
                Variants.of(AuthorityMatrixTest.class, "a request under the grant of another connection or peer"),
                cell -> isRequest(cell) && ELSEWHERE.contains(cell.standing()));
    }

    private static boolean isRequest(Cell cell) {
        return cell.moment() == Moment.OPEN && cell.attempt().isRequest();
    }

    private static void countRefused(Variants variants, Predicate<Cell> which) {
        matrix.reactions.forEach((cell, reaction) -> {
            if (which.test(cell) && !ACCEPTED.contains(expected(cell).kind())) {
                var name = cell.toString();
                boolean reached = Stream.of(matrix.performed, matrix.published, matrix.received, matrix.subscribed)
                        .anyMatch(words -> words.contains(name));
                variants.tried(name, reached || ACCEPTED.contains(reaction.kind()));
            }
        });
        variants.hold();
    }

    @Test
    void thePageIsUpToDate() throws IOException {
        var page = new AuthorityPage(matrix.reactions, local).toString();
        if (Boolean.getBoolean("coattail.write")) {
            Files.writeString(PAGE, page);
        }
        assertEquals(page, Files.readString(PAGE), "run this test with -Dcoattail.write=true, see the difference");
    }

    private static Reaction expected(Cell cell) {
        return AuthorityRules.expected(cell.attempt(), cell.moment(), cell.role(), cell.standing());
    }

    private static Set<String> handled(Attempt... attempts) {
        return cells(cell ->
                Set.of(attempts).contains(cell.attempt()) && expected(cell).equals(Reaction.HANDLED));
    }

    private static Set<String> cells(Predicate<Cell> wanted) {
        return matrix.reactions.keySet().stream()
                .filter(wanted)
                .map(Cell::toString)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> fromPeers(Set<String> words) {
        return words.stream().filter(each -> each.startsWith("Cell[")).collect(Collectors.toCollection(TreeSet::new));
    }
}
