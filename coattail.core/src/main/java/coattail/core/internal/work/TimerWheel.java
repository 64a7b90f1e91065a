// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.work;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Timers by the hundred thousand (Varghese and Lauck's hashed wheel). Most are cancelled long before they are due,
 * which costs the removal from a concurrent set; there is no lock. Has no thread: somebody calls {@link #advance}, a
 * {@link Ticker} or a test with a clock of its own. Times are milliseconds of a monotonic clock.
 */
public final class TimerWheel {
    /** What one slot spans; how often a {@link Ticker} looks. */
    static final long SLOT_MILLIS = 25;

    /** One turn is 51 s: the default deadline of 30 s, and nearly everything else, is looked at once. */
    private static final int SLOTS = 2048;

    private static final Logger LOG = LoggerFactory.getLogger(TimerWheel.class);
    private static final Comparator<Entry> BY_TIME =
            Comparator.<Entry>comparingLong(entry -> entry.atMillis).thenComparingLong(entry -> entry.number);

    private final LongSupplier clock;
    private final List<Set<Entry>> slots =
            Stream.generate(TimerWheel::emptySlot).limit(SLOTS).toList();
    private final AtomicLong numbers = new AtomicLong();
    /**
     * The last interval that is over: nothing may be put into it, or before, any more. Written by {@link #advance}
     * only.
     */
    private volatile long closed;

    /** @param clock milliseconds; never goes back */
    public TimerWheel(LongSupplier clock) {
        this.clock = requireNonNull(clock, "clock");
        this.closed = interval(clock.getAsLong()) - 1;
    }

    /** The time of the wheel's clock, in milliseconds. */
    public long now() {
        return clock.getAsLong();
    }

    /**
     * Has a task run when a time has come, never earlier, with a {@link Ticker} usually at most 25 ms later. Safe for
     * use by several threads.
     *
     * @param atMillis when; a time that has passed means at the next {@link #advance}
     * @param task short, and never blocking: it runs on the thread that advances the wheel
     */
    public Timeout schedule(long atMillis, Runnable task) {
        var entry = new Entry(atMillis, numbers.incrementAndGet(), requireNonNull(task, "task"));
        while (true) {
            long interval = Math.max(interval(atMillis), closed + 1);
            entry.slot = slot(interval);
            entry.slot.add(entry);
            // advance() closes an interval before it looks at it. If this one is open still, the entry will be seen.
            if (closed < interval || !entry.slot.remove(entry)) {
                return entry;
            }
        }
    }

    /** Runs what is due, in the order of time. To be called by one thread at a time and not by a task. */
    public void advance(long nowMillis) {
        long current = interval(nowMillis);
        long first = Math.max(closed + 1, current - SLOTS + 1);
        if (current - 1 > closed) {
            closed = current - 1;
        }
        var due = new ArrayList<Entry>();
        for (long interval = first; interval <= current; interval++) {
            collect(slot(interval), nowMillis, due);
        }
        due.sort(BY_TIME);
        due.forEach(Entry::run);
    }

    /** How many timers wait. */
    int size() {
        return slots.stream().mapToInt(Set::size).sum();
    }

    @SuppressWarnings("ModifyCollectionInEnhancedForLoop") // the set is a concurrent one
    private static void collect(Set<Entry> slot, long nowMillis, List<Entry> due) {
        for (Entry entry : slot) {
            if (entry.atMillis <= nowMillis && slot.remove(entry)) {
                due.add(entry);
            }
        }
    }

    private static Set<Entry> emptySlot() {
        return ConcurrentHashMap.newKeySet(1);
    }

    private static long interval(long millis) {
        return Math.floorDiv(millis, SLOT_MILLIS);
    }

    private Set<Entry> slot(long interval) {
        return slots.get(Math.floorMod(interval, SLOTS));
    }

    /** Holds the task until it runs or is cancelled, whichever takes it first. */
    private static final class Entry implements Timeout {
        private final long atMillis;
        private final long number;
        private final AtomicReference<Runnable> task;
        /** Written before the entry is handed out only. */
        private Set<Entry> slot;

        Entry(long atMillis, long number, Runnable task) {
            this.atMillis = atMillis;
            this.number = number;
            this.task = new AtomicReference<>(task);
        }

        @Override
        public boolean cancel() {
            if (task.getAndSet(null) == null) {
                return false;
            }
            slot.remove(this);
            return true;
        }

        void run() {
            var taken = task.getAndSet(null);
            if (taken == null) {
                return;
            }
            try {
                taken.run();
            } catch (Throwable e) {
                LOG.error("A timer's task failed", e);
            }
        }

        /** By number, for the order of a set by identity differs from run to run, and a simulation's must not. */
        @Override
        public int hashCode() {
            return Long.hashCode(number);
        }

        @Override
        public boolean equals(Object other) {
            return this == other;
        }
    }
}
