// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.authority;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import coattail.core.internal.token.Limits;

class SharedLimitsTest {
    private static final long SECOND = 1_000_000_000;
    private long nanos;

    private SharedLimits limits(int rate, int burst, int concurrency) {
        return new SharedLimits(new Limits(rate, burst, concurrency, 0, 1), () -> nanos);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, 5, Long.MAX_VALUE - SECOND / 2, Long.MIN_VALUE})
    void afterABurstTheRateHolds(long start) {
        nanos = start;
        SharedLimits limits = limits(100, 200, 1);
        for (int i = 0; i < 200; i++) {
            assertEquals(0, limits.acquire(), "burst " + i);
        }
        assertEquals(10, limits.acquire());
        for (int i = 0; i < 300; i++) {
            nanos += SECOND / 100;
            assertEquals(0, limits.acquire());
            assertEquals(10, limits.acquire());
        }
    }

    @Test
    void aRestFillsTheBurstAndNoMore() {
        SharedLimits limits = limits(10, 3, 1);
        limits.acquire();
        nanos += 3_600 * SECOND;

        assertEquals(0, limits.acquire());
        assertEquals(0, limits.acquire());
        assertEquals(0, limits.acquire());
        assertEquals(100, limits.acquire());
        nanos += 30_000_000;
        assertEquals(70, limits.acquire());
        nanos += 69_000_001;
        assertEquals(1, limits.acquire(), "rounded up: after that time there is room");
        nanos += 999_999;
        assertEquals(0, limits.acquire());
    }

    @Test
    void whatIsRefusedCostsNothing() {
        SharedLimits limits = limits(1, 1, 1);
        limits.acquire();
        for (int i = 0; i < 1_000; i++) {
            assertEquals(1_000, limits.acquire());
        }
        nanos += SECOND;
        assertEquals(0, limits.acquire());
    }

    @Test
    void theExtremesWork() {
        SharedLimits fast = limits(1_000_000, 1_000_000, 1);
        SharedLimits slow = limits(1, 1_000_000, 1);
        for (int i = 0; i < 1_000_000; i++) {
            assertEquals(0, fast.acquire());
            assertEquals(0, slow.acquire());
        }
        assertEquals(1, fast.acquire());
        assertEquals(1_000, slow.acquire());
    }

    @Test
    void manyThreadsTakeExactlyWhatThereIs() throws Exception {
        SharedLimits limits = limits(1, 1_000, 300);
        var threads = Executors.newFixedThreadPool(4);
        try {
            var work = new ArrayList<Callable<int[]>>();
            for (int i = 0; i < 4; i++) {
                work.add(() -> {
                    int[] taken = new int[2];
                    for (int j = 0; j < 1_000; j++) {
                        taken[0] += limits.acquire() == 0 ? 1 : 0;
                        taken[1] += limits.enter() ? 1 : 0;
                    }
                    return taken;
                });
            }
            int requests = 0;
            int places = 0;
            for (var done : threads.invokeAll(work)) {
                requests += done.get(10, TimeUnit.SECONDS)[0];
                places += done.get(10, TimeUnit.SECONDS)[1];
            }
            assertEquals(1_000, requests);
            assertEquals(300, places);
            assertFalse(limits.enter());
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void placesAreGivenBackOnce() {
        SharedLimits limits = limits(1, 1, 1);
        assertTrue(limits.enter());
        assertFalse(limits.enter());
        limits.leave();
        assertThrows(IllegalStateException.class, limits::leave);
        assertTrue(limits.enter());
        assertFalse(limits.enter());
    }
}
