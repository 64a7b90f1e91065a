// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.subscribe;

/** One call of a receiver. Interrupts the thread that runs it, and never what that thread does next. */
final class Handling {
    private final long deadline;
    /** Guarded by this; {@code null} once the receiver has returned. */
    private Thread runner = Thread.currentThread();

    /**
     * To be made by the thread that runs the receiver.
     *
     * @param deadline in milliseconds of the timers' clock
     */
    Handling(long deadline) {
        this.deadline = deadline;
    }

    long deadline() {
        return deadline;
    }

    synchronized void interrupt() {
        if (runner != null) {
            runner.interrupt();
        }
    }

    synchronized void end() {
        runner = null;
        Thread.interrupted();
    }
}
