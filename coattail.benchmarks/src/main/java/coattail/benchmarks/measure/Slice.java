// SPDX-License-Identifier: Apache-2.0
package coattail.benchmarks.measure;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

import org.HdrHistogram.AtomicHistogram;

/**
 * Keeps a number of echoes in flight for a while: each that comes back is followed by the next at once, on the thread
 * that brought it. An echo that fails ends the slice and fails it, since rates of failures compare nothing.
 */
public final class Slice {
    private static final long SHORTEST_NANOS = 1_000;
    private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(60);
    private static final int DIGITS = 3;
    private static final long DRAIN_SECONDS = 60;

    private final Echo echo;
    private final AtomicHistogram latencies = new AtomicHistogram(SHORTEST_NANOS, LONGEST_NANOS, DIGITS);
    private final LongAdder callsInAll = new LongAdder();
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    /** Done before its time by a failure. */
    private final CountDownLatch failed = new CountDownLatch(1);

    private final CountDownLatch flying;
    private final int inFlight;
    private volatile boolean measuring;
    private volatile boolean ended;

    private Slice(Echo echo, int inFlight) {
        this.echo = echo;
        this.inFlight = inFlight;
        flying = new CountDownLatch(inFlight);
    }

    /**
     * Measures.
     *
     * @param inFlight how many echoes are under way at any time
     * @param lead how long they are before it is measured
     * @param measured how long it is measured
     * @throws IllegalStateException if an echo failed, or didn't come back within a minute
     */
    public static Measured run(Echo echo, int inFlight, Duration lead, Duration measured) throws InterruptedException {
        return new Slice(echo, inFlight).run(lead, measured);
    }

    private Measured run(Duration lead, Duration measured) throws InterruptedException {
        for (int i = 0; i < inFlight; i++) {
            new Flight().next();
        }
        failed.await(lead.toNanos(), TimeUnit.NANOSECONDS);
        measuring = true;
        long begun = System.nanoTime();
        failed.await(measured.toNanos(), TimeUnit.NANOSECONDS);
        measuring = false;
        long nanos = System.nanoTime() - begun;
        ended = true;
        boolean landed = flying.await(DRAIN_SECONDS, TimeUnit.SECONDS);
        if (failure.get() != null) {
            throw new IllegalStateException("an echo failed: " + failure.get(), failure.get());
        }
        if (!landed) {
            throw new IllegalStateException(
                    flying.getCount() + " echoes haven't come back within " + DRAIN_SECONDS + " s");
        }
        return new Measured(
                latencies.getTotalCount(),
                callsInAll.sum(),
                nanos,
                latencies.getValueAtPercentile(50),
                latencies.getValueAtPercentile(99),
                latencies.getMaxValue());
    }

    /** One of those in flight, over and over. */
    private final class Flight implements Consumer<Throwable> {
        /**
         * Sendings that are due. Whoever raises it from 0 does them, so that echoes that are quick don't pile up a
         * stack.
         */
        private final AtomicInteger due = new AtomicInteger();

        private long sent;

        void next() {
            if (due.getAndIncrement() != 0) {
                return;
            }
            do {
                if (ended) {
                    flying.countDown();
                    return;
                }
                sent = System.nanoTime();
                echo.send(this);
            } while (due.decrementAndGet() != 0);
        }

        @Override
        public void accept(Throwable problem) {
            if (problem != null) {
                failure.compareAndSet(null, problem);
                ended = true;
                failed.countDown();
            } else {
                callsInAll.increment();
                if (measuring) {
                    latencies.recordValue(Math.min(System.nanoTime() - sent, LONGEST_NANOS));
                }
            }
            next();
        }
    }
}
