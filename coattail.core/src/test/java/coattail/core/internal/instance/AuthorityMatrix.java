// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.instance;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.IntStream;

import coattail.core.admin.Permissions;
import coattail.core.admin.TokenRequest;
import coattail.core.internal.authority.Operation;
import coattail.core.internal.session.Role;
import coattail.core.internal.testing.EventThread;
import coattail.core.internal.testing.InMemoryTransport;
import coattail.core.internal.token.TokenId;
import coattail.core.internal.wire.FrameType;
import coattail.core.internal.wire.RawFrame;

/**
 * Tries every {@link Attempt} on a whole instance: at every {@link Moment}, from the side that dials and the one that
 * is dialled, and once the connection is open in every {@link Standing}. Each on a connection of its own.
 */
final class AuthorityMatrix implements AutoCloseable {
    /** How many of the types that aren't defined are tried in a cell: in the whole matrix, each. */
    private static final int UNDEFINED_A_CELL = 5;

    static final String FOR_PEER = "for a peer";

    /** One attempt; the standing is ALL where the connection isn't open yet, since it has no meaning there. */
    record Cell(Attempt attempt, Moment moment, Role role, Standing standing) {}

    final Map<Cell, Reaction> reactions = new LinkedHashMap<>();
    /**
     * The cells whose words came to a handler, to a subscriber, to a receiver; and those whose subscription was kept.
     */
    final Set<String> performed = new ConcurrentSkipListSet<>();

    final Set<String> published = new ConcurrentSkipListSet<>();
    final Set<String> received = new ConcurrentSkipListSet<>();
    final Set<String> subscribed = new ConcurrentSkipListSet<>();
    final Set<Integer> undefined = new TreeSet<>();

    final TestInstance north;
    private final EventThread network = new EventThread("network");
    private final InMemoryTransport transport = new InMemoryTransport(network);
    private final TestInstance witness;
    private final HostileSide hostile;
    private final HostileSide stranger;
    private final List<Integer> unknownTypes = IntStream.range(0, 256)
            .filter(number -> FrameType.of(number) == null)
            .boxed()
            .toList();
    private volatile Map<Operation, List<Reaction>> forPeer;
    private int nextUnknown;
    private byte[] reference;
    private String good;
    private String stolen;

    AuthorityMatrix(Path directory) throws Exception {
        north = new TestInstance("north", directory, transport)
                .offers("act", String.class, String.class, (cell, invocation) -> perform(cell))
                .offers("for-peer", String.class, String.class, (cell, invocation) -> {
                    forPeer = LocalCallers.run(invocation.coattail().local(), cell);
                    return cell;
                })
                .offers("coattail.act", String.class, String.class, (cell, invocation) -> perform(cell))
                .receives("inbox", String.class, (cell, delivery) -> received.add(cell));
        witness = new TestInstance("witness", directory, transport)
                .receives("published", String.class, (cell, delivery) -> published.add(cell));
        north.open();
        witness.open();
        subscribeWitness();
        hostile = HostileSide.with(north, transport, i -> directory.resolve("hostile" + i));
        stranger = HostileSide.with(north, transport, i -> directory.resolve("stranger" + i));
        stolen = north.tokens().issue(Standing.ALL.boundTo(witness.id())).reveal();
        becomeKnown();
    }

    private String perform(String cell) {
        performed.add(cell);
        return cell;
    }

    private void subscribeWitness() {
        var request = new TokenRequest(
                List.of("for-peer"),
                List.of(),
                List.of("act", "coattail.act"),
                List.of(),
                false,
                Optional.empty(),
                Duration.ZERO,
                Optional.empty(),
                false,
                false,
                Permissions.Limits.DEFAULT);
        TestInstance.get(
                witness.peers().add(north.tokens().issue(request).reveal(), Optional.of("north"), Optional.empty()));
        for (var name : request.subscribable()) {
            TestInstance.get(witness.coattail()
                    .peer("north")
                    .subscribe(name, "published")
                    .result());
        }
    }

    /** From now on north shows its token on each connection, and subscribes. And one of its own tokens was accepted. */
    private void becomeKnown() throws Exception {
        var peer = hostile.connect(Role.LISTENER, Moment.OPEN);
        TestInstance.await("it isn't known", () -> north.peers().list().stream()
                .anyMatch(each -> each.id().equals(hostile.id())));
        var subscribed =
                north.coattail().peer("hostile").subscribe("news", "inbox").result();
        peer.say(AttemptFrames.subscribed(peer.streamOf(FrameType.SUBSCRIBE), "first"));
        TestInstance.get(subscribed);
        var token = north.tokens().issue(Standing.ALL.everything());
        hostile.authenticate(peer, token);
        good = token.reveal();
        reference = TokenId.toBytes(token.status().id());
        peer.end();
    }

    /** What an action may do that performs for a peer which itself may do nothing else. */
    Map<Operation, List<Reaction>> performForPeer() {
        TestInstance.get(witness.coattail()
                .peer("north")
                .perform("for-peer", FOR_PEER, String.class)
                .result());
        return forPeer;
    }

    /** Tries all. */
    void run() throws Exception {
        for (var role : List.of(Role.LISTENER, Role.DIALLER)) {
            for (var moment : Moment.values()) {
                for (var standing : moment == Moment.OPEN ? Standing.values() : new Standing[] {Standing.ALL}) {
                    for (var attempt : Attempt.values()) {
                        run(new Cell(attempt, moment, role, standing));
                    }
                }
            }
        }
        // What goes out now comes to the witness after all that went out before.
        for (var name : List.of("act", "coattail.act")) {
            var last = "last " + name;
            TestInstance.get(north.coattail().local().publish(name, last).result());
            TestInstance.await("the witness isn't told", () -> published.contains(last));
        }
    }

    private void run(Cell cell) throws Exception {
        if (cell.attempt() != Attempt.UNDEFINED) {
            reactions.put(cell, react(cell, 0));
            return;
        }
        for (int i = 0; i < UNDEFINED_A_CELL; i++) {
            int type = unknownTypes.get(nextUnknown++ % unknownTypes.size());
            undefined.add(type);
            var reaction = react(cell, type);
            var before = reactions.put(cell, reaction);
            if (before != null && !before.equals(reaction)) {
                throw new AssertionError("type %02x in %s: %s".formatted(type, cell, reaction));
            }
        }
    }

    private Reaction react(Cell cell, int type) throws Exception {
        try {
            return tried(cell, type);
        } catch (Exception | AssertionError e) {
            throw new AssertionError(cell + " couldn't be tried", e);
        }
    }

    private Reaction tried(Cell cell, int type) throws Exception {
        var others = new ArrayList<RawPeer>();
        var peer = hostile.connect(cell.role(), cell.moment());
        try {
            int grant = cell.moment() == Moment.OPEN ? hostile.bring(peer, cell.standing(), stranger, others) : 1;
            var frames = new AttemptFrames(peer, cell.moment(), cell.standing().name, grant, cell.toString());
            return cell.moment().isBefore(Moment.PROVEN)
                    ? reactEarly(peer, frames, cell, type)
                    : react(peer, frames, cell, type);
        } finally {
            peer.end();
            for (var other : others) {
                other.end();
            }
        }
    }

    /** Before it is proven, an answer can only be the next step of the opening, or the end. */
    private Reaction reactEarly(RawPeer peer, AttemptFrames frames, Cell cell, int type) throws Exception {
        var attempt = cell.attempt();
        boolean next = attempt.name().equals(cell.moment().name());
        byte[] bytes = attempt.isAnswered()
                ? opening(frames, attempt, peer.stream()).bytes()
                : frames.other(attempt, peer.stream(), type);
        if (next) {
            peer.sayNext(bytes);
            peer.goOn(Moment.PROVEN);
            peer.streamOf(FrameType.AUTH); // north shows its token to whom it has believed
            return Reaction.TAKEN;
        }
        peer.say(bytes);
        return end(peer.hearEnd(), peer);
    }

    private Reaction react(RawPeer peer, AttemptFrames frames, Cell cell, int type) throws Exception {
        var attempt = cell.attempt();
        if (attempt.isAnswered()) {
            long stream = peer.stream();
            peer.say(opening(frames, attempt, stream));
            var answer = peer.hear(stream);
            if (answer.isEnd() || answer.stream() == 0) {
                return end(answer, peer);
            }
            if (attempt == Attempt.SUBSCRIBE) {
                noteSubscribed(cell);
            }
            return alive(
                    peer,
                    answer.type() == FrameType.ERROR
                            ? Reaction.refused(answer.code())
                            : attempt.reachesAHandler() ? Reaction.HANDLED : Reaction.ANSWERED);
        }
        if (attempt == Attempt.NOTIFY && cell.moment() == Moment.OPEN) {
            peer.say(AttemptFrames.subscribed(peer.streamOf(FrameType.SUBSCRIBE), cell.toString()));
        }
        peer.say(frames.other(attempt, spend(peer), type));
        if (attempt == Attempt.NOTIFY && cell.moment() == Moment.OPEN) {
            var answer = peer.hear(peer.streamOf(FrameType.SUBSCRIBE));
            return answer.type() == FrameType.ACK ? alive(peer, Reaction.HANDLED) : end(answer, peer);
        }
        if (attempt == Attempt.PING) {
            var answer = peer.hearPong();
            return answer.type() == FrameType.PONG ? alive(peer, Reaction.ANSWERED) : end(answer, peer);
        }
        return alive(peer, Reaction.TAKEN);
    }

    private RawFrame opening(AttemptFrames frames, Attempt attempt, long stream) {
        return frames.opening(attempt, stream, attempt == Attempt.AUTH ? good : stolen, reference);
    }

    /** A stream of the peer's that was opened and has ended. */
    private static long spend(RawPeer peer) throws InterruptedException {
        long stream = peer.stream();
        peer.say(HostileSide.auth(stream, new byte[16]));
        var answer = peer.hear(stream);
        if (answer.type() != FrameType.ERROR || answer.stream() != stream) {
            throw new AssertionError("a token that there isn't was answered by " + answer);
        }
        return stream;
    }

    private void noteSubscribed(Cell cell) {
        var id = AttemptFrames.idOf(cell.toString());
        if (north.subscriptions().subscribers().stream()
                .anyMatch(each -> each.id().equals(id))) {
            subscribed.add(cell.toString());
        }
    }

    /** What it was, if the connection goes on; else how it ends. */
    private static Reaction alive(RawPeer peer, Reaction reaction) throws InterruptedException {
        for (int i = 0; i < 2; i++) { // what the instance does of its own on the first frame comes before the second
            peer.say(RawFrame.of(FrameType.PING, 0));
            var answer = peer.hearPong();
            if (answer.type() != FrameType.PONG) {
                return peer.leaves() ? Reaction.LEAVES : end(answer, peer);
            }
        }
        return peer.leaves() ? Reaction.LEAVES : reaction;
    }

    private static Reaction end(RawPeer.Heard first, RawPeer peer) throws InterruptedException {
        if (first.isEnd()) {
            return Reaction.CUT;
        }
        if (first.type() != FrameType.ERROR
                || first.stream() != 0
                || !peer.hear().isEnd()) {
            throw new AssertionError("not the end but " + first);
        }
        return Reaction.closed(first.code());
    }

    @Override
    public void close() {
        north.close();
        witness.close();
        network.close();
    }
}
