// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.instance;

import static coattail.core.internal.instance.TestInstance.await;
import static coattail.core.internal.instance.TestInstance.get;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

import coattail.api.CoattailException;
import coattail.api.ErrorCode;
import coattail.core.admin.PeerRemoved;
import coattail.core.admin.PeerStatus;
import coattail.core.admin.SubscriptionStatus;
import coattail.core.internal.testing.EventThread;
import coattail.core.internal.testing.InMemoryTransport;

/** What operators do with a peer once it is known, also with one that doesn't answer any more. */
class PeerAdminTest {
    @TempDir
    Path directory;

    private final EventThread network = new EventThread("network");
    private final InMemoryTransport transport = new InMemoryTransport(network);
    private final MutedTransport mute = new MutedTransport(transport);
    private TestInstance north;
    private TestInstance south;

    @BeforeEach
    void open() {
        north = new TestInstance("north", directory, mute);
        south = new TestInstance("south", directory, transport);
        north.offers("echo", String.class, String.class, (text, invocation) -> text);
        south.receives("keep", String.class, (text, event) -> {});
        north.open();
        south.open();
        south.knows(north, "echo");
    }

    @AfterEach
    void close() {
        transport.cut();
        south.close();
        north.close();
        network.close();
    }

    private static CoattailException refused(Executable what) {
        return assertThrows(CoattailException.class, what);
    }

    private int port() {
        return Integer.parseInt(north.admin().status().advertised().split(":")[1]);
    }

    private PeerStatus addAt(String host) {
        return get(south.peers().add(north.token("echo"), Optional.empty(), Optional.of(host)));
    }

    @Test
    void anAddressThatLeadsNowhereIsNotStoredThoughTheOldConnectionIsOpen() {
        var before = south.peers().show("north").address();
        assertEquals(
                ErrorCode.NOT_CONNECTED, refused(() -> addAt("127.0.0.1:1")).code());
        assertEquals(before, south.peers().show("north").address());
        assertEquals(PeerStatus.State.CONNECTED, south.peers().show("north").state());
    }

    @Test
    void anAddressIsStoredOnceItWasDialled() {
        assertEquals("127.0.0.2:" + port(), addAt("127.0.0.2:" + port()).address());
        var echo = south.coattail().peer("north").perform("echo", "echo", String.class);
        assertEquals("echo", get(echo.result()));
        await("one connection is left", () -> transport.connections() == 1);
    }

    @Test
    void aPeerIsCalledAsItsOperatorLikes() {
        north.peers().rename(south.id(), "the south");
        assertEquals("the south", north.peers().show(south.id()).name());
        assertEquals(
                "the south", north.store.peers().find(south.id()).orElseThrow().name());
        assertEquals(south.id(), north.peers().show("the south").id());
        assertEquals("north", south.peers().rename("north", "north").name());
    }

    @Test
    void aNameBelongsToOnePeerAndIsOne() {
        try (var west = new TestInstance("west", directory, transport)) {
            west.open();
            south.knows(west);
            for (var name : List.of("west", "", "ct:west", "../west")) {
                var why = refused(() -> south.peers().rename("north", name));
                assertEquals(ErrorCode.BAD_INPUT, why.code(), name);
            }
            assertTrue(refused(() -> south.peers().rename("north", "west"))
                    .getMessage()
                    .contains("another peer is called 'west'"));
            assertTrue(refused(() -> south.peers().rename("east", "best"))
                    .getMessage()
                    .contains("no peer 'east'"));
        }
    }

    @Test
    void aPeerAnswersAPing() {
        assertFalse(get(south.peers().ping("north", Duration.ofSeconds(5))).isNegative());
        var both = List.of(
                south.peers().ping("north", Duration.ofSeconds(5)),
                south.peers().ping("north", Duration.ofSeconds(5)));
        both.forEach(pong -> assertFalse(get(pong).isNegative()));
        assertFalse(get(north.peers().ping(south.id(), Duration.ofSeconds(5))).isNegative());
    }

    @Test
    void whoDoesNotAnswerAPingInTimeIsSaidNotTo() {
        mute.silence();
        var late = south.peers().ping("north", Duration.ofSeconds(5));
        south.pass(Duration.ofSeconds(5));
        assertEquals(ErrorCode.DEADLINE, refused(() -> get(late)).code());
        var lost = south.peers().ping("north", Duration.ofSeconds(5));
        transport.cut();
        assertEquals(ErrorCode.NOT_CONNECTED, refused(() -> get(lost)).code());
    }

    @Test
    void whoIsNotConnectedCannotBePinged() {
        transport.reachable(false);
        transport.cut();
        await("parted", () -> south.peers().show("north").state() != PeerStatus.State.CONNECTED);
        var parted = refused(() -> get(south.peers().ping("north", Duration.ofSeconds(5))));
        assertEquals(ErrorCode.NOT_CONNECTED, parted.code());
        assertTrue(parted.getMessage().startsWith("peer 'north' is not connected"), parted.getMessage());
        assertEquals(
                ErrorCode.BAD_INPUT,
                refused(() -> get(south.peers().ping("east", Duration.ofSeconds(5))))
                        .code());
        assertEquals(
                ErrorCode.BAD_INPUT,
                refused(() -> get(south.peers().ping("north", Duration.ZERO))).code());
    }

    @Test
    void removingAPeerEndsWhatThisInstanceIsSubscribedToThere() {
        get(south.coattail().peer("north").subscribe("echo", "keep").result());
        var removed = south.peers().remove("north", false, false);
        assertEquals(new PeerRemoved(north.id(), "north", 1, true, List.of(), List.of()), removed);
        assertEquals(List.of(), north.subscriptions().subscribers());
        assertEquals(List.of(), south.subscriptions().subscriptions());
    }

    @Test
    void aPeerThatDoesNotAnswerStaysUnlessItIsForced() {
        var removed = assertThrows(CoattailException.class, () -> removeHung(false));
        assertEquals(ErrorCode.UNAVAILABLE, removed.code());
        assertTrue(removed.getMessage().contains("nothing was removed"), removed.getMessage());
        assertEquals(1, south.peers().list().size());
    }

    @Test
    void aPeerThatDoesNotAnswerIsRemovedAllTheSameIfItIsForced() {
        assertEquals(new PeerRemoved(north.id(), "north", 1, false, List.of(), List.of()), removeHung(true));
        assertEquals(List.of(), south.peers().list());
        assertEquals(List.of(), south.store.peers().list());
        await(
                "nothing is left of the subscription",
                () -> south.subscriptions().subscriptions().isEmpty());
        assertEquals(List.of(), south.store.subscriptions().list());
        // It was never told; it is when it is added anew.
        mute.speak();
        assertEquals(1, north.subscriptions().subscribers().size());
        south.knows(north, "echo");
        await("the peer knows, too", () -> north.subscriptions().subscribers().isEmpty());
    }

    private PeerRemoved removeHung(boolean force) {
        get(south.coattail().peer("north").subscribe("echo", "keep").result());
        mute.silence();
        var removed = CompletableFuture.supplyAsync(() -> south.peers().remove("north", false, force));
        await("the subscription is being ended", () -> south.subscriptions().subscriptions().stream()
                .allMatch(one -> one.state() == SubscriptionStatus.State.ENDING));
        south.pass(Duration.ofSeconds(5));
        return get(removed);
    }

    @Test
    void whoIsNotConnectedIsRemovedButNotTold() {
        get(south.coattail().peer("north").subscribe("echo", "keep").result());
        transport.reachable(false);
        transport.cut();
        await("parted", () -> south.peers().show("north").state() != PeerStatus.State.CONNECTED);
        assertEquals(
                new PeerRemoved(north.id(), "north", 1, false, List.of(), List.of()),
                south.peers().remove("north", false, false));
    }
}
