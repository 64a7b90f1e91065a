// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.instance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import coattail.api.ErrorCode;
import coattail.core.internal.testing.TestNetwork;
import coattail.core.internal.wire.Failure;
import coattail.core.internal.wire.Id16;
import coattail.core.internal.wire.Message;
import coattail.core.spi.PeerRecord;

/** What a peer with a token can't do, although the wire lets it say so. */
public class HostilePeerTest {
    private static final int MOST_STREAMS = 1_024;

    @TempDir
    Path directory;

    private TestNetwork network;
    private TestInstance north;
    private HandPeer peer;
    private int grant;

    /** What they meet on; another transport has the same tests by overriding this. */
    protected TestNetwork network() {
        return TestNetwork.inMemory();
    }

    @BeforeEach
    void connect() throws Exception {
        network = network();
        north = new TestInstance("north", directory, network.transport());
        north.open();
        peer = new HandPeer(directory.resolve("hand")).dial(north);
        grant = authenticate();
    }

    private int authenticate() throws Exception {
        return HandPeer.get(peer.ask(new Message.AuthToken(north.token("greet"))), Message.AuthOk.class)
                .grant();
    }

    @AfterEach
    void close() throws Exception {
        north.close();
        network.close();
    }

    private Message.Subscribe subscribe(int number) {
        return new Message.Subscribe(grant, "greet", "receiver " + number, new Id16(0, number), 1, 1, 0, -1);
    }

    @Test
    void whatIsAskedAndTakenBackHoldsItsPlaceUntilItIsHandled() throws Exception {
        var list = new Message.ListActions(grant, Optional.empty(), 0);
        synchronized (north.store) { // all of the store waits
            peer.askAndCancel(
                    IntStream.range(0, MOST_STREAMS).mapToObj(this::subscribe).toList());
            assertEquals(
                    ErrorCode.BUSY, HandPeer.get(peer.ask(list), Failure.class).code());
        }
        long end = System.nanoTime() + TestInstance.SECONDS * 1_000_000_000;
        while (HandPeer.get(peer.ask(list), Object.class) instanceof Failure failure) {
            assertTrue(
                    failure.code() == ErrorCode.BUSY || failure.code() == ErrorCode.RATE_LIMITED, failure.toString());
            assertTrue(System.nanoTime() < end, "the places are never free again: " + failure);
        }
    }

    @Test
    void aGrantThatCouldNotBeNotedIsNone() throws Exception {
        var stranger = new HandPeer(directory.resolve("stranger"));
        var name = "peer-" + stranger.id().replaceAll("ct:|[^A-Za-z0-9]", "").substring(0, 8);
        var now = Instant.now();
        // Not in the memory of the instance, so that the database refuses the name that it chooses.
        north.store.peers().put(new PeerRecord(north.id(), name, Optional.empty(), now, Optional.empty()));
        var token = north.tokens().issue(TestInstance.request("greet"));
        var refused = stranger.dial(north).ask(new Message.AuthToken(token.reveal()));
        assertEquals(ErrorCode.INTERNAL, HandPeer.get(refused, Failure.class).code());
        assertEquals(0, north.tokens().show(token.status().id()).connections());
    }

    @Test
    void aPeerHasNoMoreThanAFewConnections() throws Exception {
        var more = new ArrayList<HandPeer>();
        for (int i = 0; i < 8; i++) {
            more.add(new HandPeer(directory.resolve("hand")).dial(north));
        }
        var last = peer.closed.get(TestInstance.SECONDS, TimeUnit.SECONDS).orElseThrow();
        assertEquals(ErrorCode.DUPLICATE, last.code());
        assertEquals("too many connections of one peer", last.detail());
        assertTrue(more.stream().noneMatch(other -> other.closed.isDone()), "the oldest goes");
    }
}
