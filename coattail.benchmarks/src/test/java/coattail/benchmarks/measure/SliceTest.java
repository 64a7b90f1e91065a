// SPDX-License-Identifier: Apache-2.0
package coattail.benchmarks.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

class SliceTest {
    private static final Duration LEAD = Duration.ofMillis(10);
    private static final Duration MEASURED = Duration.ofMillis(100);

    @Test
    void keepsAsManyInFlightAsItIsToldTo() throws Exception {
        var threads = Executors.newFixedThreadPool(2);
        try {
            var flying = new AtomicInteger();
            var most = new AtomicInteger();
            var all = new AtomicInteger();
            Echo echo = done -> {
                most.accumulateAndGet(flying.incrementAndGet(), Math::max);
                threads.execute(() -> {
                    flying.decrementAndGet();
                    all.incrementAndGet();
                    done.accept(null);
                });
            };
            var measured = Slice.run(echo, 7, LEAD, MEASURED);
            assertEquals(7, most.get());
            assertEquals(0, flying.get());
            assertEquals(all.get(), measured.callsInAll());
            assertTrue(measured.calls() > 0 && measured.calls() < measured.callsInAll(), measured.toString());
            assertTrue(measured.p50() <= measured.p99() && measured.p99() <= measured.max(), measured.toString());
            assertTrue(measured.nanos() >= MEASURED.toNanos(), measured.toString());
            assertEquals(measured.calls() * 1e9 / measured.nanos(), measured.rate());
        } finally {
            threads.shutdownNow();
        }
    }

    /** An echo that is back before {@code send} is would otherwise call itself ever deeper, and this one keeps on. */
    @Test
    void holdsNoStackOfEchoesThatAreBackAtOnce() throws Exception {
        var threads = Executors.newSingleThreadExecutor();
        try {
            var sent = new AtomicInteger();
            Echo echo = done -> {
                if (sent.incrementAndGet() % 100_000 == 0) {
                    threads.execute(() -> done.accept(null));
                } else {
                    done.accept(null);
                }
            };
            var measured = Slice.run(echo, 1, Duration.ZERO, MEASURED);
            assertEquals(sent.get(), measured.callsInAll());
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void failsWithTheEchoThatFailed() {
        var problem = new IllegalArgumentException("of the echo");
        var sent = new AtomicInteger();
        Echo echo = done -> done.accept(sent.incrementAndGet() == 5 ? problem : null);
        var thrown = assertThrows(IllegalStateException.class, () -> Slice.run(echo, 2, LEAD, Duration.ofMinutes(10)));
        assertSame(problem, thrown.getCause());
        assertTrue(thrown.getMessage().contains("of the echo"), thrown.getMessage());
    }
}
