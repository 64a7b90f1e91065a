// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.work;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.random.RandomGenerator;

import org.junit.jupiter.api.Test;

class BackoffTest {
    /** Draws the largest value there is. */
    private static final RandomGenerator LARGEST = new RandomGenerator() {
        @Override
        public long nextLong() {
            return Long.MAX_VALUE;
        }

        @Override
        public long nextLong(long bound) {
            return bound - 1;
        }
    };

    @Test
    void doublesUpToAMinute() {
        var backoff = new Backoff(LARGEST);
        long[] expected = {500, 1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000, 60_000};
        for (long millis : expected) {
            assertEquals(millis, backoff.next());
        }
    }

    @Test
    void beginsAnewAfterAReset() {
        var backoff = new Backoff(LARGEST);
        backoff.next();
        backoff.next();
        backoff.reset();
        assertEquals(500, backoff.next());
    }

    @Test
    void drawsFromTheWholeRange() {
        var backoff = new Backoff(new java.util.Random(1));
        for (int i = 0; i < 7; i++) {
            backoff.next();
        }
        long least = Long.MAX_VALUE;
        long most = 0;
        for (int i = 0; i < 1_000; i++) {
            long millis = backoff.next();
            least = Math.min(least, millis);
            most = Math.max(most, millis);
        }
        assertTrue(least >= 0 && least < 1_000, "least " + least);
        assertTrue(most > 59_000 && most <= 60_000, "most " + most);
    }
}
