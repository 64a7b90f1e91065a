// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.registry;

import java.util.concurrent.atomic.AtomicInteger;

/** The places for calls that run at once. Nobody waits for one: who finds none is told so. */
public final class Slots {
    private final AtomicInteger taken = new AtomicInteger();
    private volatile int limit;

    Slots(int limit) {
        this.limit = limit;
    }

    /** Takes a place if one is free; to be given back with {@link #release}. */
    public boolean tryAcquire() {
        int seen = taken.get();
        while (seen < limit) {
            int before = taken.compareAndExchange(seen, seen + 1);
            if (before == seen) {
                return true;
            }
            seen = before;
        }
        return false;
    }

    public void release() {
        taken.decrementAndGet();
    }

    /** How many places there are. */
    public int limit() {
        return limit;
    }

    /** Those who are in stay, also where there are fewer places now. */
    void limit(int newLimit) {
        limit = newLimit;
    }
}
