// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.work;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * A rate with a burst, without a lock: the generic cell rate algorithm (ITU-T I.371), which keeps one number, the time
 * at which the bucket will be full again.
 */
public final class TokenBucket {
    private static final long NANOS_PER_SECOND = 1_000_000_000;
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final LongSupplier nanos;
    private final long interval;
    private final long depth;
    private final AtomicLong full;

    /** @param nanos as {@link System#nanoTime()} */
    public TokenBucket(int perSecond, int burst, LongSupplier nanos) {
        this(Duration.ofNanos(NANOS_PER_SECOND / perSecond), burst, nanos);
    }

    /**
     * @param each how long it takes until there is one more
     * @param nanos as {@link System#nanoTime()}
     */
    public TokenBucket(Duration each, int burst, LongSupplier nanos) {
        this.nanos = nanos;
        this.interval = each.toNanos();
        this.depth = interval * burst;
        this.full = new AtomicLong(nanos.getAsLong());
    }

    /** Takes one. @return 0, or in how many milliseconds there will be one */
    public long acquire() {
        while (true) {
            long now = nanos.getAsLong();
            long seen = full.get();
            // By difference, since the clock may run over.
            long next = (seen - now > 0 ? seen : now) + interval;
            long excess = next - now - depth;
            if (excess > 0) {
                return (excess + NANOS_PER_MILLI - 1) / NANOS_PER_MILLI;
            }
            if (full.compareAndSet(seen, next)) {
                return 0;
            }
        }
    }

    /** Whether it differs in nothing from a new one. */
    public boolean isFull() {
        return full.get() - nanos.getAsLong() <= 0;
    }
}
