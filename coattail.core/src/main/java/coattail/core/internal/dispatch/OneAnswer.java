// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.dispatch;

import java.util.concurrent.atomic.AtomicBoolean;

import coattail.core.internal.wire.Failure;
import coattail.core.internal.work.Timeout;

/**
 * Lets one outcome through, whichever comes first, and stops the timer that waited for it. Safe for use by several
 * threads.
 */
final class OneAnswer {
    private final Answer answer;
    private final AtomicBoolean given = new AtomicBoolean();
    private volatile Timeout timeout;

    OneAnswer(Answer answer) {
        this.answer = answer;
    }

    /** Hands over the timer, which ends with the answer. */
    void timeout(Timeout timer) {
        timeout = timer;
        if (given.get()) {
            timer.cancel();
        }
    }

    /** Stops the timer before the answer: nothing is due at the deadline any more. */
    void stopTimer() {
        var timer = timeout;
        if (timer != null) {
            timer.cancel();
        }
    }

    boolean given() {
        return given.get();
    }

    /** As {@link Answer#begin}; nothing begins once the answer was given. */
    boolean begin() {
        return !given.get() && answer.begin();
    }

    /** @return whether it was the first */
    boolean respond(Output output) {
        if (!first()) {
            return false;
        }
        answer.respond(output);
        return true;
    }

    /** @return whether it was the first */
    boolean fail(Failure failure) {
        if (!first()) {
            return false;
        }
        answer.fail(failure);
        return true;
    }

    void sendBody(long deadlineMillis) {
        answer.sendBody(deadlineMillis);
    }

    void released() {
        answer.released();
    }

    private boolean first() {
        if (!given.compareAndSet(false, true)) {
            return false;
        }
        stopTimer();
        return true;
    }
}
