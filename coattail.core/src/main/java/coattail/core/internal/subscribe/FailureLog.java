// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.subscribe;

import static java.util.Objects.requireNonNull;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import coattail.core.internal.subscribe.Arrivals.Arrived;
import coattail.core.internal.work.TimerWheel;

/**
 * What the log is told of the events of one subscription that its receiver failed on, by the id that the publisher
 * knows an event by. A receiver that fails on each of them doesn't flood the log: of those beyond
 * {@value #MOST_IN_A_PERIOD} within a minute it is told once, at the minute's end, how many and which they were.
 *
 * <p>Safe for use by several threads; a leaf, which logs while its lock is free.
 */
final class FailureLog {
    private static final Logger LOG = LoggerFactory.getLogger(FailureLog.class);
    private static final long PERIOD_MILLIS = 60_000;
    private static final int MOST_IN_A_PERIOD = 8;

    private final Source source;
    private final TimerWheel timers;

    /** Guards what follows. */
    private final Object lock = new Object();

    private boolean counting;
    private int told;
    private long leftOut;
    private String first;
    private String last;
    private String lastCause;

    FailureLog(Source source, TimerWheel timers) {
        this.source = requireNonNull(source, "source");
        this.timers = requireNonNull(timers, "timers");
    }

    /**
     * The receiver threw something.
     *
     * @param trace the id of the cascade
     */
    void failed(Arrived arrived, String trace, Throwable thrown) {
        if (tells(arrived, thrown.getClass().getName())) {
            LOG.warn("{}: the receiver failed on {} of trace {}", source, event(arrived), trace, thrown);
        }
    }

    /** The receiver didn't get to the end, or wasn't called, for a reason of one line. */
    void failed(Arrived arrived, String trace, String reason) {
        if (tells(arrived, reason)) {
            LOG.warn("{}: {} of trace {} {}", source, event(arrived), trace, reason);
        }
    }

    private boolean tells(Arrived arrived, String cause) {
        synchronized (lock) {
            if (!counting) {
                counting = true;
                timers.schedule(timers.now() + PERIOD_MILLIS, this::sumUp);
            }
            if (told < MOST_IN_A_PERIOD) {
                told++;
                return true;
            }
            if (leftOut == 0) {
                first = event(arrived);
            }
            leftOut++;
            last = event(arrived);
            lastCause = cause;
            return false;
        }
    }

    private void sumUp() {
        String sum = null;
        synchronized (lock) {
            if (leftOut > 0) {
                sum = leftOut + " more of its events failed, from " + first + " to " + last + ", the last one: "
                        + lastCause;
            }
            counting = false;
            told = 0;
            leftOut = 0;
            first = null;
            last = null;
            lastCause = null;
        }
        if (sum != null) {
            LOG.warn("{}: {}", source, sum);
        }
    }

    private static String event(Arrived arrived) {
        return "event " + arrived.event().sequence() + " [" + arrived.event().event() + "]";
    }
}
