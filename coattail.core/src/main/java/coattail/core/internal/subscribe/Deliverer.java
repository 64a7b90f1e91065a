// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.subscribe;

import java.util.concurrent.RejectedExecutionException;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import coattail.api.CoattailException;
import coattail.core.internal.subscribe.Arrivals.Arrived;
import coattail.core.internal.subscribe.Receivers.Handler;
import coattail.core.internal.trace.Step;
import coattail.core.internal.work.Scope;

/**
 * Hands the events of one subscription to its receiver, on a worker. One thread at a time is in here, its intake sees
 * to that.
 */
final class Deliverer {
    private static final Logger LOG = LoggerFactory.getLogger(Deliverer.class);
    /** After so many events the thread and the place go to those that wait for one. */
    private static final int TURN = 32;
    /** When to look again whether there is a thread. */
    private static final long AGAIN_MILLIS = 100;

    private final Intake intake;
    private final Source source;
    private final Reception reception;
    private final FailureLog failures;

    Deliverer(Intake intake, Source source, Reception reception) {
        this.intake = intake;
        this.source = source;
        this.reception = reception;
        this.failures = new FailureLog(source, reception.timers());
    }

    /** Begins a turn, if there are a receiver, a place at it and a thread; else the intake rests until there are. */
    void start() {
        var found = reception.receivers().find(source.receiver());
        if (found.isEmpty()) {
            intake.rest();
            // It may have come between the look and the rest, in which case nobody else resumes.
            if (reception.receivers().offered(source.receiver())) {
                intake.resume();
            }
            return;
        }
        var handler = found.get();
        if (!handler.tryAcquire()) {
            intake.rest();
            reception.turnstiles().await(source.receiver(), intake);
            if (handler.tryAcquire()) {
                release(handler);
            }
            return;
        }
        try {
            reception
                    .threads()
                    .execute(
                            "coattail " + source.receiver() + " <- "
                                    + source.publisher().name(),
                            handler.classLoader(),
                            () -> turn(handler));
        } catch (RejectedExecutionException e) {
            LOG.debug("{}: no thread to deliver on", source);
            intake.rest();
            release(handler);
            reception.timers().schedule(reception.timers().now() + AGAIN_MILLIS, intake::resume);
        }
    }

    private void turn(Handler handler) {
        boolean there = true;
        try {
            for (int left = TURN; left > 0 && there; left--) {
                var next = intake.next();
                if (next == null) {
                    break;
                }
                there = handOver(next, handler);
            }
        } finally {
            intake.rest();
            release(handler);
        }
        // One that is going takes no more; another in its place, or this one's coming back, resumes.
        var now = reception.receivers().find(source.receiver());
        if (there || (now.isPresent() && !now.get().equals(handler))) {
            intake.resume();
        }
    }

    private void release(Handler handler) {
        handler.release();
        reception.turnstiles().freed(source.receiver());
    }

    /** @return whether the receiver was there */
    private boolean handOver(Arrived arrived, Handler handler) {
        if (reception.timers().now() >= arrived.deadline()) {
            note(arrived).ended(Status.word(Status.EXPIRED));
            intake.consumed(arrived, Status.EXPIRED);
            return true;
        }
        if (!handler.enter()) {
            intake.putBack(arrived);
            return false;
        }
        int status = Status.FAILED;
        var step = note(arrived);
        try {
            status = handle(arrived, handler, step);
        } finally {
            step.ended(Status.word(status));
            handler.exit();
            intake.consumed(arrived, status);
        }
        return true;
    }

    private Step note(Arrived arrived) {
        return reception
                .chronicle()
                .begin(
                        Step.Kind.RECEIVED,
                        arrived.event().trace(),
                        source.action(),
                        source.receiver(),
                        source.peerId());
    }

    private int handle(Arrived arrived, Handler handler, Step step) {
        var scope = new Scope();
        scope.begin();
        if (!intake.handle(scope, arrived.deadline())) {
            scope.end();
            return Status.REFUSED;
        }
        try {
            return receive(arrived, handler, scope, step);
        } catch (InterruptedException e) {
            failures.failed(arrived, step.id(), "was interrupted");
            return Status.FAILED;
        } catch (Throwable e) {
            failures.failed(arrived, step.id(), e);
            return Status.FAILED;
        } finally {
            scope.end();
            intake.handled();
        }
    }

    private int receive(Arrived arrived, Handler handler, Scope scope, Step step) throws Exception {
        Object data;
        try {
            data = handler.convert(arrived.event().data());
        } catch (CoattailException e) {
            failures.failed(arrived, step.id(), "doesn't fit: " + e.getMessage());
            return Status.REFUSED;
        }
        var event = arrived.event();
        handler.receive(
                data,
                reception
                        .contexts()
                        .create(
                                source.publisher(),
                                source.action(),
                                event.with(step.trace(event.trace().path())),
                                arrived.deadline(),
                                scope,
                                source.receiver()));
        return Status.PROCESSED;
    }
}
