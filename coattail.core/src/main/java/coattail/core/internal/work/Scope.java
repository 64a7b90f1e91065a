// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.work;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One run of a handler and all that it started: cancelling the scope interrupts the handler and cancels the calls that
 * it made. Safe for use by several threads.
 */
public final class Scope {
    private final Set<Runnable> calls = ConcurrentHashMap.newKeySet();
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

    /** Cancels what {@code call} stands for when the scope is; at once if it is already. */
    public void add(Runnable call) {
        calls.add(call);
        if (cancelled && calls.remove(call)) {
            call.run();
        }
    }

    /** Lets go of a call that is over. */
    public void remove(Runnable call) {
        calls.remove(call);
    }

    /** Whether nobody wants any more what the handler does. */
    public boolean cancelled() {
        return cancelled;
    }

    /** Interrupts the handler, if it runs, and cancels the calls that it made; these run here. */
    @SuppressWarnings("ModifyCollectionInEnhancedForLoop") // the set is a concurrent one
    public void cancel() {
        synchronized (this) {
            cancelled = true;
            if (runner != null) {
                runner.interrupt();
            }
        }
        for (var call : calls) {
            if (calls.remove(call)) {
                call.run();
            }
        }
    }
}
