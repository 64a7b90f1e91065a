// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.work;

import java.util.random.RandomGenerator;

/**
 * How long to wait before the next attempt: "full jitter", {@code rand(0, min(60 s, 0.5 s * 2^n))}, drawn anew for
 * each, so that those who lost one peer at the same moment don't come back at the same moment (M. Brooker, "Exponential
 * Backoff And Jitter", 2015). Not thread-safe.
 */
public final class Backoff {
    private static final long LONGEST_MILLIS = 60_000;
    private static final long FIRST_MILLIS = 500;
    private static final int DOUBLINGS = 7;

    private final RandomGenerator random;
    private int failures;

    public Backoff(RandomGenerator random) {
        this.random = random;
    }

    /** How long to wait after one more failure, in milliseconds. */
    public long next() {
        long most = Math.min(LONGEST_MILLIS, FIRST_MILLIS << Math.min(failures, DOUBLINGS));
        failures++;
        return random.nextLong(most + 1);
    }

    /** What was tried works now. */
    public void reset() {
        failures = 0;
    }
}
