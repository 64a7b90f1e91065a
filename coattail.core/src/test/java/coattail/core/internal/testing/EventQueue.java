// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.testing;

import java.util.ArrayDeque;
import java.util.concurrent.Executor;

/** Keeps what it is given until the test says so. */
public final class EventQueue implements Executor {
    private final ArrayDeque<Runnable> queue = new ArrayDeque<>();

    @Override
    public synchronized void execute(Runnable event) {
        queue.add(event);
    }

    /** Runs the oldest event; false if there is none. */
    public boolean runOne() {
        Runnable event;
        synchronized (this) {
            event = queue.poll();
        }
        if (event == null) {
            return false;
        }
        event.run();
        return true;
    }

    /** Runs events, those that come up meanwhile included, until there is none. */
    public void runAll() {
        while (runOne()) {
            // Each turn runs one.
        }
    }
}
