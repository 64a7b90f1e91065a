// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.publish;

import coattail.core.internal.work.Timeout;
import coattail.core.internal.work.TimerWheel;

/**
 * Watches a window that is full and from which nothing leaves. Windows fill and empty often, so one timer runs, and
 * looks again where the window has moved meanwhile. Guarded by its line.
 */
final class Stall {
    private static final long NOT = -1;

    private final TimerWheel timers;
    private final long millis;
    private final Runnable look;
    private long since = NOT;
    private Timeout timer;

    /** @param look called when a timer is due, without a lock; is to ask {@link #looksDue} with it */
    Stall(TimerWheel timers, long millis, Runnable look) {
        this.timers = timers;
        this.millis = millis;
        this.look = look;
    }

    /** The window is full. */
    void watch() {
        if (since == NOT) {
            since = timers.now();
            if (timer == null) {
                timer = timers.schedule(since + millis, look);
            }
        }
    }

    /** An event has left the window, or nobody is to take any. */
    void moved() {
        since = NOT;
    }

    /** A timer was due. @return whether the window has stood still for too long */
    boolean looksDue() {
        timer = null;
        if (since == NOT) {
            return false;
        }
        if (timers.now() - since >= millis) {
            return true;
        }
        timer = timers.schedule(since + millis, look);
        return false;
    }

    void cancel() {
        moved();
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
    }
}
