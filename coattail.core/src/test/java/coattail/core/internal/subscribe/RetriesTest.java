// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.subscribe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.random.RandomGenerator;

import org.junit.jupiter.api.Test;

class RetriesTest {
    /** Always draws the most. */
    private final Retries retries = new Retries(new RandomGenerator() {
        @Override
        public long nextLong() {
            throw new AssertionError("drawn without a bound");
        }

        @Override
        public long nextLong(long bound) {
            return bound - 1;
        }
    });

    @Test
    void waitsLongerEachTime() {
        assertEquals(500, retries.failed(0, -1));
        assertEquals(1_000, retries.failed(0, -1));
        assertEquals(2_000, retries.failed(0, -1));
    }

    @Test
    void waitsAsLongAsThePublisherWants() {
        assertEquals(7_000, retries.failed(0, 7_000));
        assertEquals(1_000, retries.failed(0, 200));
    }

    @Test
    void beginsAnewAfterAMinuteOfHealth() {
        retries.failed(0, -1);
        retries.failed(0, -1);
        retries.succeeded(1_000);
        assertEquals(2_000, retries.failed(60_999, -1), "not quite a minute");
        retries.succeeded(100_000);
        assertEquals(500, retries.failed(160_000, -1));
        assertEquals(1_000, retries.failed(999_000, -1), "it hasn't worked in between");
    }
}
