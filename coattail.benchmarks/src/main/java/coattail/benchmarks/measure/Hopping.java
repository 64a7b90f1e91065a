// SPDX-License-Identifier: Apache-2.0
package coattail.benchmarks.measure;

import java.time.Duration;

/**
 * Performs nested in one another through a chain of instances, as a service of the bundle in each one's framework. All
 * times are by {@link System#nanoTime()}, which on Linux is the same clock for all processes of the host.
 */
public interface Hopping {
    /** The orders by which a process is told to do these, and two for its {@link Site}. */
    String INVITE = "hop-invite";

    String JOIN = "hop-join";
    String BEGIN = "hop-begin";
    String ARRIVED = "hop-arrived";
    String CANCEL = "hop-cancel";
    String ENDED = "hop-ended";

    /**
     * Performs at the next instance, which does so at the one after it; the last waits until it is interrupted.
     *
     * @param run a number that wasn't used before
     * @param hops how many performs are nested in one another, from 1
     * @return when it was called
     */
    long begin(int run, int hops, Duration deadline);

    /** Waits until the action waits at this instance, the last, to be interrupted; when it began to. */
    long arrived(int run) throws Exception;

    /** Cancels what was begun here; when, right before. */
    long cancel(int run);

    /**
     * Waits until the action has ended at this instance.
     *
     * @return when it noticed, by being interrupted or by the end of the call that it made
     * @throws Exception if it ended by anything but a cancel or the deadline
     */
    long ended(int run) throws Exception;
}
