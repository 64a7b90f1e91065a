// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.instance;

import static coattail.core.internal.instance.TestInstance.await;
import static coattail.core.internal.instance.TestInstance.get;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import coattail.api.CoattailException;
import coattail.api.ErrorCode;
import coattail.core.admin.PeerStatus;
import coattail.core.admin.Permissions;
import coattail.core.admin.TokenRequest;
import coattail.core.internal.testing.EventThread;
import coattail.core.internal.testing.InMemoryTransport;
import coattail.core.spi.PeerRecord;

/** Peers find back to each other whatever parted them, and say why where they don't. */
class ReconnectTest {
    @TempDir
    Path directory;

    private final EventThread network = new EventThread("network");
    private final InMemoryTransport transport = new InMemoryTransport(network);
    private TestInstance north;
    private TestInstance south;

    @BeforeEach
    void open() {
        north = new TestInstance("north", directory, transport);
        south = new TestInstance("south", directory, transport);
        north.offers("echo", String.class, String.class, (text, invocation) -> text);
        south.offers("echo", String.class, String.class, (text, invocation) -> text);
        north.open();
        south.open();
    }

    @AfterEach
    void close() throws Exception {
        south.close();
        north.close();
        network.close();
    }

    private String echo() {
        return get(south.coattail()
                .peer("north")
                .perform("echo", "echo", String.class)
                .result());
    }

    private ErrorCode echoFails() {
        return assertThrows(CoattailException.class, this::echo).code();
    }

    private PeerStatus.State state(TestInstance at, TestInstance of) {
        return at.peers().show(of.id()).state();
    }

    private void awaitEcho() {
        await("calls get through again", () -> {
            try {
                return echo().equals("echo");
            } catch (CoattailException e) {
                return false;
            }
        });
    }

    private PeerStatus add(String token) {
        return get(south.peers().add(token, Optional.of("north"), Optional.empty()));
    }

    @Test
    void aTokenThatIsRefusedTakesNothingFromTheOneThatIsHeld() {
        south.knows(north, "echo");
        var revoked = north.tokens().issue(TestInstance.request("echo"));
        north.tokens().revoke(revoked.status().id());
        assertThrows(CoattailException.class, () -> add(revoked.reveal()));
        assertEquals("", south.peers().show("north").reason());
        transport.cut();
        awaitEcho();
    }

    @Test
    void theEndOfATokenThatWasReplacedChangesNothing() {
        var old = north.tokens().issue(TestInstance.request("echo"));
        add(old.reveal());
        add(north.token("echo"));
        north.tokens().revoke(old.status().id());
        assertEquals("echo", echo());
        assertEquals("", south.peers().show("north").reason());
        transport.cut();
        awaitEcho();
    }

    @Test
    void callsAreToldThatTheTokenIsRefusedAlsoWhereThePeerMayCallHere() {
        north.knows(south, "echo");
        var token = north.tokens().issue(TestInstance.request("echo"));
        add(token.reveal());
        north.tokens().revoke(token.status().id());
        transport.cut();
        await("the peer's refusal reaches the calls", () -> echoFails() == ErrorCode.REVOKED);
        await("the peer is connected by the token it holds", () -> state(north, south) == PeerStatus.State.CONNECTED);
    }

    @Test
    void aFaultOfTheIssuerIsNoRefusal() {
        south.knows(north, "echo");
        transport.reachable(false);
        transport.cut();
        await("parted", () -> state(north, south) != PeerStatus.State.CONNECTED);
        var known = north.peers().show(south.id());
        north.peers().remove(south.id(), false, false);
        // The database refuses the name that the instance chooses for the one who comes back.
        var other = new PeerRecord(north.id(), known.name(), Optional.empty(), Instant.now(), Optional.empty());
        north.store.peers().put(other);
        transport.reachable(true);
        await("the issuer's fault", () -> south.peers().show("north").reason().contains("log"));
        assertTrue(state(south, north) != PeerStatus.State.REFUSED);
        north.store.peers().remove(north.id());
        awaitEcho();
    }

    @Test
    void aTokenThatIsNotYetValidIsUsedOnceItIs() {
        var delay = Duration.ofHours(2);
        var names = List.of("echo");
        var token = north.tokens()
                .issue(new TokenRequest(
                        names,
                        List.of(),
                        List.of(),
                        List.of(),
                        false,
                        Optional.empty(),
                        delay,
                        Optional.empty(),
                        false,
                        false,
                        Permissions.Limits.DEFAULT));
        var added = add(token.reveal());
        assertEquals(PeerStatus.State.DISCONNECTED, added.state());
        assertTrue(added.reason().contains("can be used from"), added.reason());
        north.pass(delay);
        south.pass(delay);
        awaitEcho();
    }

    @Test
    void aTokenThatIsInUseCanBeAddedAnyNumberOfTimes() {
        var token = north.token("echo");
        for (int i = 0; i < 10; i++) {
            assertEquals(PeerStatus.State.CONNECTED, add(token).state());
        }
        assertEquals(1, north.tokens().list().get(0).connections());
    }

    @Test
    void aTokenIsRenewedAnyNumberOfTimesOnOneConnection() {
        add(north.token("echo"));
        south.receives("keep", String.class, (text, event) -> {});
        get(south.coattail().peer("north").subscribe("echo", "keep").result());
        var from = north.peers().show(south.id()).address();
        for (int i = 0; i < 10; i++) {
            both(instance -> instance.pass(Duration.ofSeconds(2)));
            var newest = north.tokens().issue(TestInstance.request("echo"));
            add(newest.reveal());
            assertEquals("echo", echo());
            await("subscribed under it", () -> north.subscriptions().subscribers().stream()
                    .anyMatch(it ->
                            it.attached() && it.token().equals(newest.status().id())));
        }
        assertEquals(from, north.peers().show(south.id()).address());
    }

    @Test
    void whereBothDialAtOnceNothingIsLostWithTheConnectionThatLeaves() {
        south.knows(north, "echo");
        north.knows(south, "echo");
        north.receives("keep", String.class, (text, event) -> {});
        south.receives("keep", String.class, (text, event) -> {});
        for (int i = 0; i < 20; i++) {
            // So long that a connection counts as healthy, then so long that both dial at once.
            both(instance -> instance.pass(Duration.ofSeconds(61)));
            transport.cut();
            both(instance -> instance.pass(Duration.ofSeconds(10)));
            for (int calls = 0; calls < 20; calls++) {
                await("south reaches north", () -> reaches(south, "north"));
                await("north reaches south", () -> reaches(north, "south"));
            }
            await("one connection", () -> transport.connections() == 1);
            get(south.coattail().peer("north").unsubscribe("echo", "keep").result());
            get(north.coattail().peer("south").unsubscribe("echo", "keep").result());
        }
    }

    /** Whether calls and subscriptions get through; they may find no connection, but none that leaves. */
    private static boolean reaches(TestInstance from, String peer) {
        try {
            get(from.coattail().peer(peer).perform("echo", "echo", String.class).result());
            get(from.coattail().peer(peer).subscribe("echo", "keep").result());
            return true;
        } catch (CoattailException e) {
            assertEquals(ErrorCode.NOT_CONNECTED, e.code(), e.getMessage());
            return false;
        }
    }

    private void both(Consumer<TestInstance> action) {
        action.accept(north);
        action.accept(south);
    }
}
