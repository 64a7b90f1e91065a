// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import coattail.core.internal.testing.OwnThread;

class InFlightTest {
    private final InFlight inFlight = new InFlight();

    @Test
    void letsNobodyInOnceClosed() {
        assertTrue(inFlight.enter());
        inFlight.close();

        assertFalse(inFlight.enter());
        assertTrue(inFlight.closed());
        assertEquals(1, inFlight.running());
    }

    @Test
    void isIdleWhenTheLastHasLeft() {
        inFlight.enter();
        inFlight.enter();
        inFlight.close();
        inFlight.exit();
        assertFalse(inFlight.awaitIdle(System.nanoTime()));
        inFlight.exit();
        assertTrue(inFlight.awaitIdle(System.nanoTime()));
        assertEquals(0, inFlight.running());
    }

    @Test
    void isIdleAtOnceWhereNobodyIsIn() {
        inFlight.enter();
        inFlight.exit();
        inFlight.close();
        inFlight.close();

        assertTrue(inFlight.awaitIdle(System.nanoTime()));
    }

    @Test
    void waitsForThoseWhoAreIn() throws Exception {
        inFlight.enter();
        inFlight.close();
        var waiting = CompletableFuture.supplyAsync(
                () -> inFlight.awaitIdle(System.nanoTime() + TimeUnit.SECONDS.toNanos(30)), OwnThread.EACH);
        assertFalse(waiting.isDone());
        inFlight.exit();

        assertTrue(waiting.get(30, TimeUnit.SECONDS));
    }

    @Test
    void noCallRunsOnAfterTheDrain() throws Exception {
        var inside = new AtomicInteger();
        var drained = new AtomicBoolean();
        var late = new AtomicInteger();
        var callers = IntStream.range(0, 4)
                .mapToObj(i -> CompletableFuture.runAsync(
                        () -> {
                            while (inFlight.enter()) {
                                inside.incrementAndGet();
                                if (drained.get()) {
                                    late.incrementAndGet();
                                }
                                inside.decrementAndGet();
                                inFlight.exit();
                            }
                        },
                        OwnThread.EACH))
                .toArray(CompletableFuture[]::new);
        inFlight.close();
        assertTrue(inFlight.awaitIdle(System.nanoTime() + TimeUnit.SECONDS.toNanos(30)));
        drained.set(true);
        assertEquals(0, inside.get());
        CompletableFuture.allOf(callers).get(30, TimeUnit.SECONDS);
        assertEquals(0, late.get());
    }
}
