// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.instance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import coattail.api.ErrorCode;
import coattail.core.admin.AuthorityChange;
import coattail.core.admin.AuthorityExplanation;
import coattail.core.admin.NewToken;
import coattail.core.admin.PeerOperation;
import coattail.core.internal.session.Role;
import coattail.core.internal.testing.EventThread;
import coattail.core.internal.testing.InMemoryTransport;

/**
 * Holds what an instance says of its peers' authority against what it does: a peer tries what it was asked about, what
 * the answer says would turn it round is done by the operator, and the peer tries again.
 */
final class AuthorityTrial implements AutoCloseable {
    /** What is asked about, and how the peer tries it. */
    static final Map<PeerOperation, Attempt> ATTEMPTS = Map.of(
            PeerOperation.PERFORM, Attempt.PERFORM,
            PeerOperation.PUBLISH, Attempt.PUBLISH,
            PeerOperation.SUBSCRIBE, Attempt.SUBSCRIBE);

    final TestInstance north;
    private final Path directory;
    private final EventThread network = new EventThread("network");
    final InMemoryTransport transport = new InMemoryTransport(network);
    private final Map<String, String> validations = new HashMap<>();
    private int sides;
    private int tried;

    AuthorityTrial(Path directory) {
        this.directory = directory;
        north = new TestInstance("north", directory, transport)
                .offers("act", String.class, String.class, (word, invocation) -> word)
                .offers("coattail.act", String.class, String.class, (word, invocation) -> word);
        north.open();
    }

    /** A peer that north knows and dials, and that has no token of north's. */
    HostileSide peer() throws Exception {
        return known(HostileSide.alone(north, transport, next()));
    }

    /** The same, but north keeps all connections that it makes. */
    HostileSide peerOfManyConnections() throws Exception {
        return known(HostileSide.with(north, transport, i -> next(), "many" + sides));
    }

    private Path next() {
        return directory.resolve("peer" + sides++);
    }

    private HostileSide known(HostileSide side) throws Exception {
        side.connect(Role.LISTENER, Moment.OPEN).end();
        TestInstance.await("it isn't known", () -> north.peers().list().stream()
                .anyMatch(each -> each.id().equals(side.id())));
        return side;
    }

    /** The id of a validation token of the peer's key, added here. */
    String vouch(HostileSide side, Duration notBefore, Duration lifetime) {
        var text = side.validation(notBefore, lifetime);
        var id = north.validations().add(text, Optional.empty()).id();
        validations.put(id, text);
        return id;
    }

    AuthorityExplanation why(HostileSide side, PeerOperation operation, String name) {
        return north.authority().explain(side.id(), operation, name);
    }

    /** Whether a peer that is connected may do it by a grant. */
    boolean may(RawPeer peer, int grant, PeerOperation operation, String name) throws Exception {
        var reaction = react(peer, grant, ATTEMPTS.get(operation), name);
        var allowed = reaction.kind() == Reaction.Kind.HANDLED
                || reaction.kind() == Reaction.Kind.ANSWERED
                || reaction.code() == ErrorCode.NO_SUCH_ACTION;
        if (!allowed && reaction.code() != ErrorCode.FORBIDDEN && reaction.code() != ErrorCode.AUTH_REQUIRED) {
            throw new AssertionError("neither allowed nor refused, but " + reaction);
        }
        return allowed;
    }

    /** What comes of an attempt. */
    Reaction react(RawPeer peer, int grant, Attempt attempt, String name) throws Exception {
        long stream = peer.stream();
        peer.say(new AttemptFrames(peer, Moment.OPEN, name, grant, "attempt " + tried++)
                .opening(attempt, stream, "", new byte[0]));
        var answer = peer.hear(stream);
        if (answer.isEnd() || answer.stream() == 0) {
            throw new AssertionError("no answer but " + answer);
        }
        return answer.code() != null
                ? Reaction.refused(answer.code())
                : attempt.reachesAHandler() ? Reaction.HANDLED : Reaction.ANSWERED;
    }

    /**
     * What an answer says is what becomes of it on a new connection, if the peer shows the token that it showed last.
     */
    AuthorityExplanation holds(
            HostileSide side, Role role, PeerOperation operation, String name, boolean allowed, NewToken... shown)
            throws Exception {
        var peer = side.connect(role, Moment.OPEN);
        try {
            int granted = 0;
            for (var token : shown) {
                granted += side.tries(peer, token) ? 1 : 0;
            }
            var explained = why(side, operation, name);
            assertEquals(allowed, may(peer, Math.max(1, granted), operation, name), explained::toString);
            return agrees(explained, allowed, side);
        } finally {
            peer.end();
        }
    }

    /** What is said of the peer is what is said of all tokens that it has shown. */
    AuthorityExplanation agrees(AuthorityExplanation explained, boolean allowed, HostileSide side) {
        assertEquals(allowed, explained.allowed(), explained::toString);
        assertEquals(
                allowed,
                side.tokens().stream().anyMatch(token -> isExplainedAsAllowing(token, explained)),
                explained::toString);
        return explained;
    }

    private boolean isExplainedAsAllowing(NewToken token, AuthorityExplanation asked) {
        var read = north.tokens().explain(token.reveal());
        var permissions = read.token().permissions();
        var names =
                switch (asked.operation()) {
                    case PERFORM -> permissions.performable();
                    case PUBLISH -> permissions.publishable();
                    case SUBSCRIBE -> permissions.subscribable();
                };
        boolean covers = names.contains(asked.name())
                || (names.contains("*") && !asked.name().startsWith("coattail."));
        return covers
                && read.obstacles().isEmpty()
                && leadsFromHere(read.token().bearers());
    }

    /** Whether a token may be used from where the peers are. */
    private static boolean leadsFromHere(List<String> bearers) {
        var networks =
                bearers.stream().filter(bearer -> bearer.startsWith("ipv4://")).toList();
        return networks.isEmpty() || networks.stream().anyMatch(network -> network.startsWith("ipv4://127."));
    }

    /** Does what would turn an answer round. @return the tokens with which the peer then comes */
    NewToken[] apply(AuthorityChange change, HostileSide side) {
        var tokens = new ArrayList<>(side.tokens());
        if (change instanceof AuthorityChange.Issue issue) {
            return new NewToken[] {north.tokens().issue(issue.request())};
        } else if (change instanceof AuthorityChange.Revoke revoke) {
            revoke.tokens().forEach(north.tokens()::revoke);
        } else if (change instanceof AuthorityChange.Wait wait) {
            north.setForward(Duration.between(north.now(), wait.until()).plusMillis(1));
        } else if (change instanceof AuthorityChange.AddValidation added) {
            north.validations().add(validations.get(added.validation()), Optional.empty());
        }
        return tokens.toArray(NewToken[]::new);
    }

    /** Turns an answer round, and back. */
    void flipsTwice(HostileSide side, Role role, AuthorityExplanation first) throws Exception {
        var then = flips(side, role, first, first.changes().get(0));
        flips(side, role, then, then.changes().get(0));
    }

    /** A change turns an answer round. */
    AuthorityExplanation flips(HostileSide side, Role role, AuthorityExplanation before, AuthorityChange change)
            throws Exception {
        var tokens = apply(change, side);
        return holds(side, role, before.operation(), before.name(), !before.allowed(), tokens);
    }

    static List<PeerOperation> operations() {
        return List.of(PeerOperation.values());
    }

    @Override
    public void close() {
        north.close();
        network.close();
    }
}
