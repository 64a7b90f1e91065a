// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.work;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

class ScopeTest {
    private final Scope scope = new Scope();
    private final AtomicInteger cancelled = new AtomicInteger();

    @Test
    void cancelsTheCallsThatWereMadeOnceEach() {
        scope.add(cancelled::incrementAndGet);
        long finished = scope.add(cancelled::incrementAndGet);
        scope.remove(finished);
        scope.cancel();
        scope.cancel();
        assertEquals(1, cancelled.get());
    }

    @Test
    void cancelsThemInTheOrderInWhichTheyWereMade() {
        var order = new ArrayList<Integer>();
        for (int i = 0; i < 10; i++) {
            int number = i;
            scope.add(() -> order.add(number));
        }
        scope.cancel();
        assertEquals(IntStream.range(0, 10).boxed().toList(), order);
    }

    @Test
    void cancelsACallThatComesTooLateAtOnce() {
        scope.cancel();
        scope.add(cancelled::incrementAndGet);
        assertEquals(1, cancelled.get());
    }

    @Test
    void aHandlerDoesNotBeginOnceCancelled() {
        scope.cancel();
        assertFalse(scope.begin());
    }

    @Test
    void interruptsTheHandlerThatRuns() throws Exception {
        var begun = new CountDownLatch(1);
        var interrupted = CompletableFuture.supplyAsync(() -> {
            assertTrue(scope.begin());
            begun.countDown();
            try {
                new CountDownLatch(1).await();
                return false;
            } catch (InterruptedException e) {
                return true;
            } finally {
                scope.end();
            }
        });
        assertTrue(begun.await(10, TimeUnit.SECONDS));
        scope.cancel();
        assertTrue(interrupted.get(10, TimeUnit.SECONDS));
    }

    @Test
    void anInterruptThatComesTooLateDoesNotReachTheNextTask() {
        assertTrue(scope.begin());
        Thread.currentThread().interrupt();
        scope.end();
        assertFalse(Thread.currentThread().isInterrupted());
        scope.cancel();
        assertFalse(Thread.currentThread().isInterrupted());
    }
}
