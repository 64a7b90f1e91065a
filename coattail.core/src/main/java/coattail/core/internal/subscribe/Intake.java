// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.subscribe;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import coattail.core.internal.memory.ByteBudget;
import coattail.core.internal.subscribe.Arrivals.Arrived;
import coattail.core.internal.wire.Message;
import coattail.core.internal.work.Scope;
import coattail.core.internal.work.Timeout;

/**
 * The events of one subscription, from its stream to its receiver: one at a time, in the order of their numbers, each
 * at most once. An event for which there is no receiver at the moment waits, for that may be in the middle of an
 * update.
 *
 * <p>Safe for use by several threads; no method blocks. Streams and receivers are used while the lock is free: a stream
 * may run its connection on the calling thread, and with it the intakes of other subscriptions.
 */
final class Intake {
    private static final Logger LOG = LoggerFactory.getLogger(Intake.class);
    private static final long LIFE_MILLIS = 30_000;
    private static final long LONGEST_MILLIS = 3_600_000;
    /** When to look again whether there is memory to let more events come. */
    private static final long AGAIN_MILLIS = 100;

    private final Source source;
    private final Reception reception;
    private final ByteBudget.Share account;
    private final Deliverer deliverer;

    /** Guards what follows. */
    private final ReentrantLock lock = new ReentrantLock();

    private final Arrivals arrivals;
    private final Credit credit = new Credit();
    private final Reports reports = new Reports();
    /** The stream that brings events; {@code null} while there is none. */
    private Attempt current;
    /** Whether events may be delivered: not before the subscription is stored. */
    private boolean begun;
    /** Whether somebody is delivering, or about to. */
    private boolean running;
    /** The run of the receiver; {@code null} while it doesn't run. */
    private Scope handling;
    /** Of that run, in milliseconds of the timers' clock. */
    private long handlingDeadline;
    /** Looks after the run: one timer for many, for nearly all are over long before their deadline. */
    private Timeout watch;
    /** Runs while credit is held back for want of memory. */
    private Timeout again;

    private volatile boolean closed;

    /** @param before whether the subscription is older than this process */
    Intake(Source source, Reception reception, ByteBudget.Share account, boolean before) {
        this.source = source;
        this.reception = reception;
        this.account = account;
        this.arrivals = new Arrivals(before);
        this.deliverer = new Deliverer(this, source, reception);
    }

    /** What to let come on a new stream, if so many events may wait. */
    Credit.Amount opening(int most) {
        lock.lock();
        try {
            return credit.opening(most);
        } finally {
            lock.unlock();
        }
    }

    /** A stream is open, and takes the place of any that was asked for before it. */
    void attached(Attempt stream, Message.Subscribed answer) {
        change(after -> {
            if (closed || (current != null && current.number() > stream.number())) {
                return;
            }
            current = stream;
            credit.opened(stream.most(), stream.amount());
            boolean continued = arrivals.begins(answer);
            reports.takeAll().forEach((sequence, status) -> {
                if (continued) {
                    after.add(() -> stream.acknowledge(sequence, status));
                }
            });
        });
    }

    /** A stream is over. What came on it is delivered all the same. */
    void detached(Attempt stream) {
        change(after -> {
            if (current == stream) {
                current = null;
            }
        });
    }

    /** An event came. One on a stream whose place another has taken is lost: its number is accounted for. */
    void came(Attempt stream, Message.Notify event) {
        change(after -> {
            if (closed || stream != current) {
                return;
            }
            int size = event.data().length();
            credit.came(size);
            long life = event.timeoutMillis() < 0 ? LIFE_MILLIS : Math.min(event.timeoutMillis(), LONGEST_MILLIS);
            if (arrivals.add(event, reception.timers().now() + life)) {
                account.take(size);
            } else {
                LOG.debug("{}: event {} came again, or too late", source, event.sequence());
                credit.consumed(size);
            }
        });
        resume();
    }

    /** The subscription is stored: events may be delivered. */
    void begin() {
        change(after -> begun = true);
        resume();
    }

    /**
     * Goes on delivering.
     *
     * @return whether there was something to deliver that nobody was at
     */
    boolean resume() {
        lock.lock();
        try {
            if (!begun || closed || running || arrivals.isEmpty()) {
                return false;
            }
            running = true;
        } finally {
            lock.unlock();
        }
        deliverer.start();
        return true;
    }

    /** Nobody delivers any more, until somebody {@linkplain #resume resumes}. */
    void rest() {
        change(after -> running = false);
    }

    /** The next event, {@code null} where none may be delivered. */
    Arrived next() {
        lock.lock();
        try {
            return closed ? null : arrivals.take();
        } finally {
            lock.unlock();
        }
    }

    /** An event that was taken waits again, since its receiver is gone. */
    void putBack(Arrived arrived) {
        change(after -> {
            if (closed) {
                account.give(arrived.size());
            } else {
                arrivals.putBack(arrived);
            }
        });
    }

    /** Notes the run that begins; false if it must not, since the subscription is over. */
    boolean handle(Scope run, long deadline) {
        lock.lock();
        try {
            if (closed) {
                return false;
            }
            handling = run;
            handlingDeadline = deadline;
            if (watch == null) {
                watch = reception.timers().schedule(deadline, this::look);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** The run that was noted is over. */
    void handled() {
        change(after -> handling = null);
    }

    private void look() {
        change(after -> {
            watch = null;
            if (handling == null) {
                return;
            }
            if (reception.timers().now() >= handlingDeadline) {
                after.add(handling::cancel);
            } else {
                watch = reception.timers().schedule(handlingDeadline, this::look);
            }
        });
    }

    /** An event is done with: its outcome is reported, and another may come in its place. */
    void consumed(Arrived arrived, int status) {
        change(after -> {
            credit.consumed(arrived.size());
            account.give(arrived.size());
            if (closed) {
                return;
            }
            var stream = current;
            if (arrived.event().acknowledge() && arrived.epoch().equals(arrivals.epoch())) {
                long sequence = arrived.event().sequence();
                if (stream == null) {
                    reports.add(sequence, status);
                } else {
                    after.add(() -> stream.acknowledge(sequence, status));
                }
            }
            giveCredit(after);
        });
    }

    private void giveCredit(List<Runnable> after) {
        var stream = current;
        if (stream == null) {
            return;
        }
        if (account.exhausted()) {
            if (again == null) {
                again = reception.timers().schedule(reception.timers().now() + AGAIN_MILLIS, this::giveCreditAgain);
            }
            return;
        }
        credit.give().ifPresent(amount -> after.add(() -> stream.credit(amount.messages(), amount.bytes())));
    }

    private void giveCreditAgain() {
        change(after -> {
            again = null;
            giveCredit(after);
        });
    }

    /** The receiver is gone for good: what waits for it is refused. */
    void refuseWaiting() {
        var refused = new ArrayList<Arrived>();
        change(after -> refused.addAll(arrivals.takeAll()));
        refused.forEach(arrived -> consumed(arrived, Status.REFUSED));
    }

    /** The subscription is over: nothing is delivered any more, and a run is ended with all that it called. */
    void close() {
        change(after -> {
            closed = true;
            current = null;
            arrivals.takeAll().forEach(arrived -> account.give(arrived.size()));
            if (handling != null) {
                after.add(handling::cancel);
            }
            if (watch != null) {
                watch.cancel();
            }
            if (again != null) {
                again.cancel();
            }
        });
    }

    Arrivals.Counts counts() {
        lock.lock();
        try {
            return arrivals.counts();
        } finally {
            lock.unlock();
        }
    }

    /** @param change gets what to do once the lock is free again */
    private void change(Consumer<List<Runnable>> change) {
        var after = new ArrayList<Runnable>(2);
        lock.lock();
        try {
            change.accept(after);
        } finally {
            lock.unlock();
        }
        after.forEach(Runnable::run);
    }
}
