// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.authority;

import static java.util.Objects.requireNonNull;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

import coattail.core.internal.token.Limits;
import coattail.core.internal.work.TokenBucket;

/**
 * A token's limits and what is used of them, shared by all its grants, over all its keys and connections. Lock-free.
 * Asked after the {@link Gate}, never before.
 */
public final class SharedLimits {
    private final Limits limits;
    private final TokenBucket requests;
    private final AtomicInteger concurrent = new AtomicInteger();

    SharedLimits(Limits limits, LongSupplier nanos) {
        this.limits = requireNonNull(limits, "limits");
        this.requests = new TokenBucket(limits.rate(), limits.burst(), nanos);
    }

    /** The limits as the token has them. */
    public Limits limits() {
        return limits;
    }

    /**
     * Counts a request against the rate.
     *
     * @return 0 if there was room; else nothing was counted and it is RATE_LIMITED, with this as the milliseconds after
     *     which to try again
     */
    public long acquire() {
        return requests.acquire();
    }

    /**
     * Takes one of the places for requests under way.
     *
     * @return whether there was one; if so, {@link #leave()} must be called once, when the handler has returned. If
     *     not, it is BUSY
     */
    public boolean enter() {
        int seen;
        do {
            seen = concurrent.get();
            if (seen >= limits.concurrency()) {
                return false;
            }
        } while (!concurrent.compareAndSet(seen, seen + 1));
        return true;
    }

    /** Gives a place back. */
    public void leave() {
        if (concurrent.decrementAndGet() < 0) {
            concurrent.incrementAndGet();
            throw new IllegalStateException("more places were given back than taken");
        }
    }

    /** Whether it differs in nothing from a new one, so that to forget it gives nobody a fresh burst. */
    boolean isAtRest() {
        return concurrent.get() == 0 && requests.isFull();
    }
}
