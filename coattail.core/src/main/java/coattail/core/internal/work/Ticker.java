// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.work;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** The thread that turns a wheel. */
public final class Ticker implements AutoCloseable {
    private static final long STEP_NANOS = TimeUnit.MILLISECONDS.toNanos(TimerWheel.SLOT_MILLIS);
    private static final long CLOSE_MILLIS = 2_000;

    private final TimerWheel wheel;
    private final Thread thread;
    private volatile boolean closed;

    private Ticker(TimerWheel wheel) {
        this.wheel = wheel;
        this.thread = new CleanThreads("coattail-timer-").newThread(this::turn);
        thread.setName("coattail-timer");
    }

    /** Starts to turn the wheel. */
    public static Ticker start(TimerWheel wheel) {
        var ticker = new Ticker(wheel);
        ticker.thread.start();
        return ticker;
    }

    private void turn() {
        while (!closed) {
            wheel.advance(wheel.now());
            LockSupport.parkNanos(this, STEP_NANOS);
        }
    }

    /** Stops turning; no task runs when this returns, unless it is called by one. */
    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
        if (Thread.currentThread() == thread) {
            return;
        }
        try {
            thread.join(CLOSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
