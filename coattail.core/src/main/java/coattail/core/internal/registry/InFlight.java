// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.registry;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts the calls of a service that run, and keeps new ones out once it is closed. */
final class InFlight {
    private static final int CLOSED = Integer.MIN_VALUE;

    /** The calls; with {@link #CLOSED} added from then on. */
    private final AtomicInteger state = new AtomicInteger();

    private final CountDownLatch idle = new CountDownLatch(1);

    boolean enter() {
        int seen = state.get();
        while (seen >= 0) {
            int before = state.compareAndExchange(seen, seen + 1);
            if (before == seen) {
                return true;
            }
            seen = before;
        }
        return false;
    }

    void exit() {
        if (state.decrementAndGet() == CLOSED) {
            idle.countDown();
        }
    }

    /** Lets nobody in any more. */
    void close() {
        if (state.getAndUpdate(seen -> seen | CLOSED) == 0) {
            idle.countDown();
        }
    }

    boolean closed() {
        return state.get() < 0;
    }

    int running() {
        return state.get() & ~CLOSED;
    }

    /**
     * Waits until nobody is in. To be called after {@link #close}.
     *
     * @param untilNanos of {@link System#nanoTime}
     * @return whether nobody is
     */
    boolean awaitIdle(long untilNanos) {
        try {
            return idle.await(untilNanos - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return idle.getCount() == 0;
        }
    }
}
