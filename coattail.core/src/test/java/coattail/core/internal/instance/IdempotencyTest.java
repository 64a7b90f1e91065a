// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.instance;

import static coattail.core.internal.instance.TestInstance.await;
import static coattail.core.internal.instance.TestInstance.get;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import coattail.api.Action;
import coattail.api.Call;
import coattail.api.CoattailException;
import coattail.api.ContentType;
import coattail.api.ErrorCode;
import coattail.api.Instance;
import coattail.api.Invocation;
import coattail.api.Option;
import coattail.api.Outcome;
import coattail.api.Payload;
import coattail.core.admin.PeerStatus;
import coattail.core.admin.Permissions;
import coattail.core.admin.TokenRequest;
import coattail.core.internal.testing.EventThread;
import coattail.core.internal.testing.InMemoryTransport;

/** A call under an idempotency key is done once, whatever becomes of the connection that brought it. */
class IdempotencyTest {
    private static final Option KEY = Option.idempotencyKey(new UUID(1, 2));

    /** Returns when it may. */
    private final class Slow implements Action<String, String> {
        @Override
        public String perform(String input, Invocation invocation) throws InterruptedException {
            performed.add(input);
            begun.countDown();
            try {
                over.await();
            } catch (InterruptedException e) {
                interrupted.countDown();
                throw e;
            }
            return "done " + performed.size();
        }
    }

    @TempDir
    Path directory;

    private final EventThread network = new EventThread("network");
    private final InMemoryTransport transport = new InMemoryTransport(network);
    private final Queue<String> performed = new ConcurrentLinkedQueue<>();
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch over = new CountDownLatch(1);
    private final CountDownLatch interrupted = new CountDownLatch(1);
    private TestInstance north;
    private TestInstance south;

    @BeforeEach
    void open() {
        north = new TestInstance("north", directory, transport);
        south = new TestInstance("south", directory, transport);
        north.offers("slow", String.class, String.class, new Slow());
        south.receives("note", String.class, (event, delivery) -> performed.add(event));
        north.open();
        south.open();
        south.knows(north, "slow");
    }

    @AfterEach
    void close() throws Exception {
        over.countDown();
        south.close();
        north.close();
        network.close();
    }

    private Call<String> slow(Option... options) {
        return slow(south.coattail().peer("north"), options);
    }

    private static Call<String> slow(Instance at, Option... options) {
        return at.perform("slow", "input", String.class, options);
    }

    private static void awaitIt(CountDownLatch latch) throws InterruptedException {
        assertTrue(latch.await(TestInstance.SECONDS, TimeUnit.SECONDS));
    }

    private static CoattailException failure(Call<?> call) {
        return assertThrows(CoattailException.class, () -> get(call.result()));
    }

    private void awaitConnected() {
        await(
                "connected again",
                () -> south.peers().show("north").state() == PeerStatus.State.CONNECTED
                        && transport.connections() == 1);
    }

    @Test
    void aCallWhoseConnectionIsCutIsDoneOnceAndAnswered() throws Exception {
        var call = slow(KEY);
        awaitIt(begun);
        transport.cut();
        awaitConnected();
        transport.cut();
        awaitConnected();
        over.countDown();
        assertEquals("done 1", get(call.result()));
        assertEquals("done 1", get(slow(KEY).result()), "and who repeats it gets the same");
        assertEquals(List.of("input"), List.copyOf(performed));
    }

    @Test
    void itIsAnsweredThoughItHasEndedWhileNobodyWasConnected() throws Exception {
        var call = slow(KEY);
        awaitIt(begun);
        transport.reachable(false);
        transport.cut();
        over.countDown();
        await("the action returns", () -> north.handlers().actions().get(0).running() == 0);
        transport.reachable(true);
        assertEquals("done 1", get(call.result()));
        assertEquals(1, performed.size());
    }

    @Test
    void withoutAKeyTheCallEndsWithItsConnection() throws Exception {
        var call = slow();
        awaitIt(begun);
        transport.cut();
        assertEquals(ErrorCode.NOT_CONNECTED, failure(call).code());
        awaitIt(interrupted);
    }

    @Test
    void whereNobodyComesBackTheDeadlineEndsIt() throws Exception {
        var call = slow(KEY, Option.deadline(Duration.ofMillis(500)));
        awaitIt(begun);
        transport.reachable(false);
        transport.cut();
        awaitIt(interrupted);
        assertEquals(ErrorCode.NOT_CONNECTED, failure(call).code());
    }

    @Test
    void theEndOfTheTokenReachesWhatALostConnectionLeftBehind() throws Exception {
        slow(KEY);
        awaitIt(begun);
        transport.reachable(false);
        transport.cut();
        await("the connection is lost here, too", () -> north.sessions().list().isEmpty());
        north.tokens().list().forEach(token -> north.tokens().revoke(token.id()));
        awaitIt(interrupted);
    }

    @Test
    void whoMayNoMoreGetsNothingThatIsKept() {
        over.countDown();
        assertEquals("done 1", get(slow(KEY).result()));
        north.tokens().list().forEach(token -> north.tokens().revoke(token.id()));
        get(south.peers().add(north.token("other"), Optional.of("north"), Optional.empty()));
        assertEquals(ErrorCode.FORBIDDEN, failure(slow(KEY)).code());
        get(south.peers().add(north.token("slow"), Optional.of("north"), Optional.empty()));
        assertEquals("done 1", get(slow(KEY).result()));
        assertEquals(1, performed.size());
    }

    @Test
    void aRepeatNeedsNoPlaceOfItsToken() throws Exception {
        var one = new Permissions.Limits(100, 100, 1, 100, 1_048_576);
        var request = TestInstance.request("slow");
        var token = north.tokens()
                .issue(new TokenRequest(
                        request.performable(),
                        request.publishable(),
                        request.subscribable(),
                        request.bearers(),
                        false,
                        Optional.empty(),
                        Duration.ZERO,
                        request.lifetime(),
                        false,
                        false,
                        one));
        get(south.peers().add(token.reveal(), Optional.of("north"), Optional.empty()));
        var call = slow(KEY);
        awaitIt(begun);
        transport.cut();
        awaitConnected();
        over.countDown();
        assertEquals("done 1", get(call.result()));
    }

    @Test
    void anotherCallUnderTheKeyIsRefused() {
        over.countDown();
        get(slow(KEY).result());
        var other = south.coattail().peer("north").perform("slow", "other input", String.class, KEY);
        assertEquals(ErrorCode.IDEMPOTENCY_CONFLICT, failure(other).code());
        assertEquals(
                ErrorCode.IDEMPOTENCY_CONFLICT,
                failure(slow(KEY, Option.publishResult())).code());
    }

    @Test
    void bundlesOfTheInstanceHaveKeysOfTheirOwn() {
        over.countDown();
        var local = north.coattail().local();
        assertEquals("done 1", get(slow(KEY).result()));
        assertEquals("done 2", get(slow(local, KEY).result()));
        assertEquals("done 2", get(slow(local, KEY).result()));
        assertEquals("done 1", get(slow(KEY).result()));
    }

    @Test
    void aRepeatPublishesNothing() {
        get(south.coattail().peer("north").subscribe("slow", "note").result());
        for (var at : List.of(north.coattail().local(), south.coattail().peer("north"))) {
            performed.clear();
            for (int i = 0; i < 3; i++) {
                var told =
                        get(at.publish("slow", "event", KEY, Option.verdicts()).result());
                assertEquals(1, told.count(Outcome.PROCESSED));
            }
            assertEquals(List.of("event"), List.copyOf(performed));
        }
    }

    @Test
    void anActionThatRepeatsItselfIsALoopAndDoesNotWaitForItself() {
        north.offers(
                "self",
                String.class,
                String.class,
                (input, invocation) -> get(invocation
                        .coattail()
                        .local()
                        .perform("self", input, String.class, KEY)
                        .result()));
        var loop = failure(north.coattail().local().perform("self", "x", String.class, KEY));
        assertEquals(ErrorCode.ACTION_FAILED, loop.code());
    }

    @Test
    void aLargeInputIsComparedAsAWhole() {
        north.offers("length", String.class, Integer.class, (input, invocation) -> {
            performed.add("called");
            return input.length();
        });
        get(south.peers().add(north.token("length"), Optional.of("north"), Optional.empty()));
        var large = "x".repeat(100_000);
        for (int i = 0; i < 2; i++) {
            assertEquals(100_000, get(length(large).result()));
        }
        assertEquals(
                ErrorCode.IDEMPOTENCY_CONFLICT,
                failure(length(large.substring(1) + "y")).code());
        assertEquals(List.of("called"), List.copyOf(performed));
    }

    private Call<Integer> length(String input) {
        return south.coattail().peer("north").perform("length", input, Integer.class, KEY);
    }

    @Test
    void whatIsReadOnceIsNotForRepeats() {
        var bytes = new byte[100_000];
        var stream = Payload.of(ContentType.OPAQUE, bytes.length, new ByteArrayInputStream(bytes));
        for (var at : List.of(north.coattail().local(), south.coattail().peer("north"))) {
            var refused = failure(at.perform("slow", stream, String.class, KEY));
            assertEquals(ErrorCode.UNSUPPORTED_TYPE, refused.code());
        }
        north.offers("stream", Void.class, Payload.class, (input, invocation) -> {
            performed.add("called");
            return Payload.of(ContentType.OPAQUE, bytes.length, new ByteArrayInputStream(bytes));
        });
        get(south.peers().add(north.token("stream"), Optional.of("north"), Optional.empty()));
        assertEquals(100_000, get(stream().result()).length);
        assertEquals(ErrorCode.UNSUPPORTED_TYPE, failure(stream()).code());
        assertEquals(List.of("called"), List.copyOf(performed));
    }

    private Call<byte[]> stream() {
        return south.coattail().peer("north").perform("stream", null, byte[].class, KEY);
    }
}
