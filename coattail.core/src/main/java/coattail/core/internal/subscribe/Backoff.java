// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.subscribe;

import java.util.random.RandomGenerator;

/**
 * How long to wait before the next attempt: full jitter, drawn anew for each, so that those who lost the same
 * publisher don't come back together (docs/protocol.md, "Life of a connection"). Not safe for use by several threads.
 */
final class Backoff {
    private static final long FIRST = 500;
    private static final long MOST = 60_000;
    private static final long HEALTHY = 60_000;
    private static final int DOUBLINGS = 7;

    private final RandomGenerator random;
    private int failures;
    private long since = Long.MAX_VALUE;

    Backoff(RandomGenerator random) {
        this.random = random;
    }

    /** It works since now. */
    void succeeded(long now) {
        since = now;
    }

    /** @return how many milliseconds to wait; a minute of success makes up for all failures before */
    long failed(long now) {
        if (since != Long.MAX_VALUE && now - since >= HEALTHY) {
            failures = 0;
        }
        since = Long.MAX_VALUE;
        long most = Math.min(MOST, FIRST << failures);
        failures = Math.min(failures + 1, DOUBLINGS);
        return random.nextLong(most + 1);
    }
}
