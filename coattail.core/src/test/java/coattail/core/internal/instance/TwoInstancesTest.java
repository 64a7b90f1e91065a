// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.instance;

import static coattail.core.internal.instance.TestInstance.get;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import coattail.api.Action;
import coattail.api.ActionInfo;
import coattail.api.CoattailException;
import coattail.api.ErrorCode;
import coattail.api.Invocation;
import coattail.api.Option;
import coattail.core.admin.PeerStatus;
import coattail.core.internal.instance.Neighbours.Broken;
import coattail.core.internal.instance.Neighbours.Greet;
import coattail.core.internal.instance.Neighbours.Greeting;
import coattail.core.internal.instance.Neighbours.Guest;
import coattail.core.internal.registry.Handlers;

/** What one instance performs for another, from the token to the answer. */
class TwoInstancesTest {
    static final class Stuck implements Action<Void, Void> {
        final CountDownLatch begun = new CountDownLatch(1);
        final CountDownLatch interrupted = new CountDownLatch(1);

        @Override
        public Void perform(Void input, Invocation invocation) throws InterruptedException {
            begun.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                interrupted.countDown();
                throw e;
            }
            return null;
        }
    }

    @TempDir
    Path directory;

    private Neighbours neighbours;
    private TestInstance north;
    private TestInstance south;

    @BeforeEach
    void open() {
        neighbours = new Neighbours(directory);
        north = neighbours.north;
        south = neighbours.south;
    }

    @AfterEach
    void close() throws Exception {
        neighbours.close();
    }

    private ErrorCode failure(String action, Object input, Option... options) {
        return assertThrows(
                        CoattailException.class,
                        () -> get(south.coattail()
                                .peer("north")
                                .perform(action, input, Object.class, options)
                                .result()))
                .code();
    }

    @Test
    void aPeerPerformsWhatItsTokenAllows() {
        south.knows(north, "greet");
        var greeting = get(south.coattail()
                .peer("north")
                .perform("greet", new Guest("Ada"), Greeting.class)
                .result());
        assertTrue(greeting.text().startsWith("Hello, Ada from peer-"), greeting.text());
    }

    @Test
    void aPeerIsRefusedWhatItsTokenDoesNotAllow() {
        south.knows(north, "greet");
        assertEquals(ErrorCode.FORBIDDEN, failure("broken", null));
        assertEquals(ErrorCode.FORBIDDEN, failure("no such action", null));
    }

    @Test
    void eachFailureHasItsOwnCode() {
        south.knows(north, "greet", "broken", "missing");
        assertEquals(ErrorCode.BAD_INPUT, failure("greet", Map.of("nom", "Ada")));
        assertEquals(ErrorCode.BAD_INPUT, failure("greet", Map.of("name", 7)));
        assertEquals(ErrorCode.ACTION_FAILED, failure("greet", new Guest("")));
        assertEquals(ErrorCode.ACTION_FAILED, failure("broken", null));
        assertEquals(ErrorCode.NO_SUCH_ACTION, failure("missing", null));
        assertEquals(ErrorCode.BAD_INPUT, failure("../etc", null));
        assertEquals(ErrorCode.TOO_LARGE, failure("greet", new Guest("A".repeat(1 << 20))));
        assertEquals(ErrorCode.BAD_INPUT, failure("greet", new Guest("Ada"), Option.deadline(Duration.ZERO)));
        assertEquals(ErrorCode.UNSUPPORTED_TYPE, failure("greet", new Guest("Ada"), Option.followLog(line -> {})));
        aPeerPerformsAsBefore();
    }

    private void aPeerPerformsAsBefore() {
        assertTrue(get(south.coattail()
                        .peer("north")
                        .perform("greet", new Guest("Ada"), Greeting.class)
                        .result())
                .text()
                .startsWith("Hello"));
    }

    @Test
    void nothingOfTheInsideLeavesTheInstance() {
        south.knows(north, "broken", "greet");
        var broken = assertThrows(
                CoattailException.class,
                () -> get(south.coattail()
                        .peer("north")
                        .perform("broken", null, Void.class)
                        .result()));
        assertTrue(!broken.getMessage().contains("secret"), broken.getMessage());
        var own = assertThrows(
                CoattailException.class,
                () -> get(south.coattail()
                        .peer("north")
                        .perform("greet", new Guest(""), Void.class)
                        .result()));
        assertEquals("a guest without a name", own.getMessage());
    }

    @Test
    void anUnknownPeerIsAClearFailure() {
        var unknown = assertThrows(
                CoattailException.class,
                () -> get(south.coattail()
                        .peer("west")
                        .perform("greet", null, Void.class)
                        .result()));
        assertEquals(ErrorCode.NOT_CONNECTED, unknown.code());
        assertTrue(unknown.getMessage().contains("west"), unknown.getMessage());
    }

    @Test
    void aDeadlineAnswersAndInterrupts() throws Exception {
        var stuck = new Stuck();
        north.offers("stuck", Void.class, Void.class, stuck);
        south.knows(north, "stuck");
        assertEquals(ErrorCode.DEADLINE, failure("stuck", null, Option.deadline(Duration.ofMillis(100))));
        assertTrue(stuck.interrupted.await(TestInstance.SECONDS, TimeUnit.SECONDS));
    }

    @Test
    void aCallForAnActionThatWentIsNotToldOfATimeOut() {
        Handlers.offer(north.instance().actions(), "brief", Void.class, Void.class, new Broken())
                .run();
        var gone = assertThrows(
                CoattailException.class,
                () -> get(north.coattail()
                        .local()
                        .perform("brief", null, Void.class, Option.deadline(Duration.ofMillis(50)))
                        .result()));
        assertEquals(ErrorCode.NO_SUCH_ACTION, gone.code());
    }

    @Test
    void aCancelReachesTheAction() throws Exception {
        var stuck = new Stuck();
        north.offers("stuck", Void.class, Void.class, stuck);
        south.knows(north, "stuck");
        var call = south.coattail().peer("north").perform("stuck", null, Void.class);
        assertTrue(stuck.begun.await(TestInstance.SECONDS, TimeUnit.SECONDS));
        call.cancel();
        assertEquals(
                ErrorCode.CANCELLED,
                assertThrows(CoattailException.class, () -> get(call.result())).code());
        assertTrue(stuck.interrupted.await(TestInstance.SECONDS, TimeUnit.SECONDS));
    }

    @Test
    void whoeverWaitsWhenTheInstanceStopsIsToldSo() {
        var action = Handlers.offer(north.instance().actions(), "updated", Void.class, Void.class, new Broken());
        action.run();
        var local = north.coattail().local();
        var waiting = local.perform("updated", null, Void.class).result();
        assertFalse(waiting.toCompletableFuture().isDone(), "the action may come back in a moment");

        north.close();
        for (var call : List.of(
                waiting, local.perform("greet", new Guest("Ada"), Void.class).result())) {
            assertEquals(
                    ErrorCode.UNAVAILABLE,
                    assertThrows(CoattailException.class, () -> get(call)).code());
        }
    }

    @Test
    void aPeerListsOnlyWhatItMayUse() {
        var request = new coattail.core.admin.TokenRequest(
                List.of("greet"),
                List.of(),
                List.of("greet"),
                List.of(),
                false,
                java.util.Optional.empty(),
                Duration.ZERO,
                java.util.Optional.empty(),
                false,
                false,
                coattail.core.admin.Permissions.Limits.DEFAULT);
        var token = north.tokens().issue(request).reveal();
        get(south.peers().add(token, java.util.Optional.of("north"), java.util.Optional.empty()));
        var actions = get(south.coattail().peer("north").actions().result());
        assertEquals(List.of("greet"), actions.stream().map(ActionInfo::name).toList());
        assertTrue(actions.get(0).perform()
                && actions.get(0).subscribe()
                && !actions.get(0).publish());
        var greet = get(south.coattail().peer("north").action("greet").result());
        assertTrue(greet.input().orElseThrow().contains("name"), greet.toString());
    }

    /** A connection serves once either's token is accepted; the other's may take longer. */
    @Test
    void aCallWaitsForTheTokenThatIsBeingLookedAt() throws Exception {
        var slow = new SlowStore(north.store);
        north.close();
        north.start(slow);
        north.offers("greet", Guest.class, Greeting.class, new Greet());
        north.open();
        south.knows(north, "greet");
        north.knows(south, "greet");
        south.close();
        slow.pause();
        south.start();
        south.open();
        awaitConnected(south, "north");

        var greeting = south.coattail()
                .peer("north")
                .perform("greet", new Guest("Ada"), Greeting.class)
                .result();
        assertFalse(greeting.toCompletableFuture().isDone(), "no token has been accepted yet");
        slow.resume();
        assertTrue(get(greeting).text().startsWith("Hello, Ada"));
    }

    private static void awaitConnected(TestInstance instance, String peer) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(TestInstance.SECONDS);
        while (instance.peers().show(peer).state() != PeerStatus.State.CONNECTED) {
            assertTrue(System.nanoTime() < end, instance.peers().show(peer).toString());
            Thread.onSpinWait();
        }
    }

    @Test
    void aRevokedTokenEndsWhatItAllowed() throws Exception {
        south.knows(north, "greet");
        var token = north.tokens().list().get(0).id();
        north.tokens().revoke(token);
        assertEquals(
                coattail.core.admin.TokenStatus.State.REVOKED,
                north.tokens().show(token).state());
        var code = failure("greet", new Guest("Ada"));
        assertTrue(
                List.of(ErrorCode.REVOKED, ErrorCode.NOT_CONNECTED, ErrorCode.DRAIN)
                        .contains(code),
                code.toString());
    }

    @Test
    void aTokenBindsToTheFirstKeyThatUsesIt() {
        var token = north.token("greet");
        get(south.peers().add(token, java.util.Optional.of("north"), java.util.Optional.empty()));
        try (var thief = new TestInstance("thief", directory, north.transport)) {
            thief.open();
            var refused = assertThrows(
                    CoattailException.class,
                    () -> get(thief.peers().add(token, java.util.Optional.empty(), java.util.Optional.empty())));
            assertEquals(ErrorCode.AUTH_FAILED, refused.code());
            assertTrue(thief.peers().list().isEmpty());
        }
    }
}
