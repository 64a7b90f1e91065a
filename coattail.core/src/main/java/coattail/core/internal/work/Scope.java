// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.work;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One run of a handler and all that it started: cancelling the scope interrupts the handler and cancels the calls that
 * it made. Safe for use by several threads.
 */
public final class Scope {
    /** By number, for the order of a set by identity differs from run to run, and a simulation's must not. */
    private final Map<Long, Runnable> calls = new ConcurrentHashMap<>();

    private final AtomicLong numbers = new AtomicLong();
    private volatile boolean cancelled;
    /** The thread that runs the handler; guarded by this. */
    private Thread runner;

    /** Tells that the calling thread runs the handler from now on; false if the scope was cancelled and it must not. */
    public synchronized boolean begin() {
        if (cancelled) {
            return false;
        }
        runner = Thread.currentThread();
        return true;
    }

    /**
     * Tells that the handler has returned. An interrupt that came too late for it doesn't reach the thread's next task.
     */
    public synchronized void end() {
        runner = null;
        Thread.interrupted();
    }

    /**
     * Cancels what {@code call} stands for when the scope is; at once if it is already.
     *
     * @return its number, to take it out again
     */
    public long add(Runnable call) {
        long number = numbers.incrementAndGet();
        calls.put(number, call);
        if (cancelled && calls.remove(number) != null) {
            call.run();
        }
        return number;
    }

    /** Lets go of a call that is over. */
    public void remove(long number) {
        calls.remove(number);
    }

    /** Whether nobody wants any more what the handler does. */
    public boolean cancelled() {
        return cancelled;
    }

    /** Interrupts the handler, if it runs, and cancels the calls that it made; these run here. */
    public void cancel() {
        synchronized (this) {
            cancelled = true;
            if (runner != null) {
                runner.interrupt();
            }
        }
        calls.forEach((number, call) -> {
            if (calls.remove(number, call)) {
                call.run();
            }
        });
    }
}
