// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.subscribe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

import org.junit.jupiter.api.Test;

class BackoffTest {
    /** Always draws the most. */
    private final List<Long> bounds = new ArrayList<>();
    private final Backoff backoff = new Backoff(new RandomGenerator() {
        @Override
        public long nextLong() {
            throw new AssertionError("drawn without a bound");
        }

        @Override
        public long nextLong(long bound) {
            bounds.add(bound);
            return bound - 1;
        }
    });

    @Test
    void doublesUpToAMinute() {
        var waits = new ArrayList<Long>();
        for (int i = 0; i < 10; i++) {
            waits.add(backoff.failed(0));
        }
        assertEquals(
                List.of(500L, 1_000L, 2_000L, 4_000L, 8_000L, 16_000L, 32_000L, 60_000L, 60_000L, 60_000L), waits);
        assertEquals(10, bounds.size(), "drawn for each attempt");
    }

    @Test
    void beginsAnewAfterAMinuteOfHealth() {
        backoff.failed(0);
        backoff.failed(0);
        backoff.succeeded(1_000);
        assertEquals(2_000, backoff.failed(60_999));
        backoff.succeeded(100_000);
        assertEquals(500, backoff.failed(160_000));
        assertEquals(1_000, backoff.failed(999_000), "it hasn't succeeded in between");
    }
}
