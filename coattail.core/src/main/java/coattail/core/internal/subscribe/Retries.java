// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.subscribe;

import java.util.random.RandomGenerator;

import coattail.core.internal.work.Backoff;

/** When to ask a publisher again that has refused or ended something. Not safe for use by several threads. */
final class Retries {
    private static final long HEALTHY_MILLIS = 60_000;

    private final Backoff backoff;
    private boolean works;
    private long since;

    Retries(RandomGenerator random) {
        this.backoff = new Backoff(random);
    }

    /** It works since now. */
    void succeeded(long now) {
        works = true;
        since = now;
    }

    /**
     * It doesn't work, or not any more. A minute for which it worked makes up for all failures before.
     *
     * @param leastMillis what the publisher said, -1 where it said nothing
     * @return how many milliseconds to wait
     */
    long failed(long now, long leastMillis) {
        if (works && now - since >= HEALTHY_MILLIS) {
            backoff.reset();
        }
        works = false;
        return Math.max(leastMillis, backoff.next());
    }
}
