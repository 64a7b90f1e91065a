// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.instance;

import static coattail.core.internal.instance.TestInstance.get;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
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
import coattail.api.ErrorCode;
import coattail.api.Invocation;
import coattail.api.Option;
import coattail.core.internal.registry.Handlers;
import coattail.core.internal.testing.EventThread;
import coattail.core.internal.testing.InMemoryTransport;

/** Calls for which there is no place: they wait in a line of stated length, and leave it when nobody wants them. */
class WaitingCallsTest {
    private static final int LINE = 16;

    /** Doesn't return before it may, whoever interrupts it. */
    private final class Stuck implements Action<String, String> {
        @Override
        public String perform(String input, Invocation invocation) {
            performed.add(input);
            begun.countDown();
            while (true) {
                try {
                    over.await();
                    return input;
                } catch (InterruptedException e) {
                    assertTrue(invocation.cancelled());
                }
            }
        }
    }

    @TempDir
    Path directory;

    private final EventThread network = new EventThread("network");
    private final Queue<String> performed = new ConcurrentLinkedQueue<>();
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch over = new CountDownLatch(1);
    private TestInstance north;
    private TestInstance south;
    private Runnable withdraw;

    @BeforeEach
    void takeTheOnlyPlace() throws Exception {
        var transport = new InMemoryTransport(network);
        north = new TestInstance("north", directory, transport);
        south = new TestInstance("south", directory, transport);
        withdraw = Handlers.offer(north.instance().actions(), "stuck", String.class, String.class, new Stuck(), 1);
        north.open();
        south.open();
        south.knows(north, "stuck");
        local("first");
        assertTrue(begun.await(TestInstance.SECONDS, TimeUnit.SECONDS));
    }

    @AfterEach
    void close() throws Exception {
        over.countDown();
        south.close();
        north.close();
        network.close();
    }

    private Call<String> local(String input) {
        return north.coattail().local().perform("stuck", input, String.class);
    }

    private Call<String> remote(String input, Option... options) {
        return south.coattail().peer("north").perform("stuck", input, String.class, options);
    }

    private int waiting() {
        return north.handlers().actions().get(0).waiting();
    }

    private void awaitWaiting(int many) {
        TestInstance.await(many + " wait", () -> waiting() == many);
    }

    private static CoattailException failure(Call<?> call) {
        return assertThrows(CoattailException.class, () -> get(call.result()));
    }

    @Test
    void areServedInTheirOrder() {
        var calls = new ArrayList<Call<String>>();
        for (var input : List.of("a", "b", "c")) {
            calls.add(remote(input));
            awaitWaiting(calls.size());
        }
        over.countDown();
        calls.forEach(call -> get(call.result()));
        assertEquals(List.of("first", "a", "b", "c"), List.copyOf(performed));
        assertEquals(0, waiting());
    }

    @Test
    void whatTheLineHasNoRoomForIsToldWhenToTryAgain() {
        for (int i = 0; i < LINE; i++) {
            local("" + i);
        }
        assertEquals(LINE, waiting());
        var refused = failure(remote("one too many"));
        assertEquals(ErrorCode.BUSY, refused.code());
        assertEquals(Optional.of(Duration.ofMillis(250)), refused.retryAfter());
        assertTrue(refused.getMessage().contains("16 calls wait"), refused.getMessage());
    }

    @Test
    void aCallThatIsCancelledLeavesTheLine() {
        var call = remote("cancelled");
        awaitWaiting(1);
        call.cancel();
        awaitWaiting(0);
        assertEquals(ErrorCode.CANCELLED, failure(call).code());
        nothingButTheFirstIsPerformed();
    }

    @Test
    void aCallWhoseTimeIsUpLeavesTheLine() {
        var late = failure(remote("late", Option.deadline(Duration.ofMillis(100))));
        assertEquals(ErrorCode.DEADLINE, late.code());
        assertTrue(late.getMessage().contains("had not begun"), late.getMessage());
        awaitWaiting(0);
        nothingButTheFirstIsPerformed();
    }

    @Test
    void aCallWhoseTokenEndsLeavesTheLine() {
        var call = remote("revoked");
        awaitWaiting(1);
        north.tokens().list().forEach(token -> north.tokens().revoke(token.id()));
        awaitWaiting(0);
        assertEquals(ErrorCode.REVOKED, failure(call).code());
        nothingButTheFirstIsPerformed();
    }

    @Test
    void aCallWhoseCallerIsLostLeavesTheLine() {
        remote("lost");
        awaitWaiting(1);
        south.instance().leave();
        awaitWaiting(0);
        nothingButTheFirstIsPerformed();
    }

    private void nothingButTheFirstIsPerformed() {
        over.countDown();
        TestInstance.await(
                "the first returns", () -> north.handlers().actions().get(0).running() == 0);
        assertEquals(List.of("first"), List.copyOf(performed));
    }

    @Test
    void thoseInLineGoToTheSuccessor() {
        var call = remote("waits");
        awaitWaiting(1);
        withdraw.run();
        north.offers("stuck", String.class, String.class, (input, invocation) -> "the successor " + input);
        assertEquals("the successor waits", get(call.result()));
    }

    @Test
    void whatNeverReturnsCostsItsOwnPlacesOnly() {
        for (int i = 0; i < 9; i++) {
            north.offers("stuck " + i, String.class, String.class, new Stuck());
            for (int k = 0; k < 64 + 64; k++) {
                north.coattail().local().perform("stuck " + i, "x", String.class);
            }
        }
        TestInstance.await("all are stuck", () -> performed.size() == 1 + 9 * 64);
        north.offers("good", String.class, String.class, (input, invocation) -> input);
        assertEquals(
                "yes",
                get(north.coattail()
                        .local()
                        .perform("good", "yes", String.class)
                        .result()));
    }
}
