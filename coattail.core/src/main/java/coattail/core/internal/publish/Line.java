// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.publish;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;

import coattail.api.CoattailException;
import coattail.api.ErrorCode;
import coattail.api.InstanceRef;
import coattail.api.Outcome;
import coattail.api.Overflow;
import coattail.api.Verdict;
import coattail.core.admin.SubscriberStatus;
import coattail.core.internal.memory.ByteBudget;
import coattail.core.internal.wire.Failure;
import coattail.core.internal.wire.Id16;
import coattail.core.internal.wire.Message;
import coattail.core.internal.work.Timeout;
import coattail.core.internal.work.TimerWheel;
import coattail.core.spi.Subscriber;

/**
 * One subscription at its publisher (docs/delivery.md). Attached, its events leave through a {@link Feed}; for a moment
 * after its connection was lost they wait for the next one; detached, they don't wait at all.
 *
 * <p>Safe for use by several threads; no method blocks. Lines know nothing of each other, and what a change causes
 * elsewhere is done once the lock is free again ({@link Aftermath}).
 */
public final class Line {
    private static final Failure UNSUBSCRIBED =
            Failure.of(ErrorCode.NO_SUCH_SUBSCRIPTION, "the subscription was ended");
    private static final long MOST_ON_WIRE = 0xFFFF_FFFFL;

    private final Id16 epoch;
    private final PublicationLimits limits;
    private final TimerWheel timers;
    private final Function<String, InstanceRef> names;
    private final ByteBudget.Share account;

    /** Guards what follows. */
    private final ReentrantLock lock = new ReentrantLock();

    private final Window window;
    private final Outstanding outstanding;
    private volatile Subscriber row;
    private long sequence;
    private Feed feed;
    /** What the feed takes, or the one before did. */
    private int largestBody;
    /** Whether the feed has been told that events wait and hasn't found out yet that none does any more. */
    private boolean told;
    /** Runs while events wait for a connection that was lost. */
    private Timeout grace;
    /** How many graces there were: a timer that comes too late must not end the next one. */
    private int graces;

    private final Stall stall;
    /** Why there is no such line any more; {@code null} while there is. */
    private Failure ended;

    /** @param account closed when the line ends */
    Line(
            Subscriber row,
            Id16 epoch,
            PublicationLimits limits,
            TimerWheel timers,
            Function<String, InstanceRef> names,
            ByteBudget.Share account) {
        this.row = requireNonNull(row, "row");
        this.epoch = requireNonNull(epoch, "epoch");
        this.limits = requireNonNull(limits, "limits");
        this.timers = requireNonNull(timers, "timers");
        this.names = requireNonNull(names, "names");
        this.account = requireNonNull(account, "account");
        this.window = new Window(row.window(), limits.windowBytes(), account);
        this.outstanding = new Outstanding(limits.outstanding());
        this.stall = new Stall(timers, limits.stallMillis(), this::stalled);
    }

    /** What is stored of it. */
    Subscriber row() {
        return row;
    }

    /**
     * Has its events leave through this feed from now on. Another feed that it had ends with DUPLICATE, and what waits
     * moves.
     *
     * @throws CoattailException if the subscription has been ended meanwhile, with the reason
     */
    public Attachment attach(Feed next) {
        requireNonNull(next, "next");
        var after = new Aftermath();
        lock.lock();
        try {
            if (ended != null) {
                throw new CoattailException(ended.code(), ended.detail());
            }
            if (feed != null && feed != next) {
                after.end(feed, Failure.of(ErrorCode.DUPLICATE, "another stream took the subscription over"));
            }
            stopGrace();
            feed = next;
            largestBody = next.largestBody();
            told = false;
            stall.moved();
            watchStall();
            long oldest = window.oldest();
            var answer = new Message.Subscribed(
                    oldest < 0 ? sequence + 1 : oldest, Math.min(window.missed(), MOST_ON_WIRE), epoch);
            window.forgetMissed();
            return new Attachment(answer, () -> poll(next));
        } finally {
            lock.unlock();
            after.run();
        }
    }

    /**
     * Tells that a feed is gone. No effect if another one has taken its place.
     *
     * @param lost whether its connection was lost, so that events wait a moment for the next; else the subscriber
     *     detached
     */
    public void detach(Feed gone, boolean lost) {
        change(after -> {
            if (feed != gone) {
                return;
            }
            feed = null;
            window.forgetMissed();
            if (lost) {
                int number = ++graces;
                grace = timers.schedule(timers.now() + limits.graceMillis(), () -> graceOver(number));
            } else {
                dropAll(Outcome.OFFLINE, after);
            }
        });
    }

    /**
     * Takes a subscriber's report. Ignored where no event of this number awaits one.
     *
     * @param status the number of the outcome on the wire
     */
    public void acknowledged(long number, int status) {
        change(after -> {
            var vote = outstanding.take(number);
            if (vote != null) {
                var outcome = Statuses.outcome(status);
                window.lastOutcome(outcome);
                after.decide(vote, outcome);
            }
        });
    }

    /**
     * Takes an event in, if it can be taken.
     *
     * @param vote what is to be decided on it, {@code null} where nobody asked
     * @return ENQUEUED where it waits now, else what became of it; the vote is decided then
     */
    Outcome offer(Event event, Vote vote) {
        var after = new Aftermath();
        lock.lock();
        try {
            number(vote);
            var outcome = held() ? take(new Waiting(event, sequence, vote), after) : Outcome.OFFLINE;
            if (outcome != Outcome.ENQUEUED) {
                window.miss(vote, outcome, after);
            }
            return outcome;
        } finally {
            lock.unlock();
            after.run();
        }
    }

    /** Counts an event that there is no memory for. @return what became of it */
    Outcome skip(Vote vote) {
        var after = new Aftermath();
        lock.lock();
        try {
            number(vote);
            var outcome = held() ? Outcome.OVERLOADED : Outcome.OFFLINE;
            window.miss(vote, outcome, after);
            return outcome;
        } finally {
            lock.unlock();
            after.run();
        }
    }

    private void number(Vote vote) {
        sequence++;
        if (vote != null) {
            vote.sequence(sequence);
        }
    }

    /** Whether events may wait. */
    private boolean held() {
        return feed != null || grace != null;
    }

    private Outcome take(Waiting waiting, Aftermath after) {
        if (waiting.event().bodyLength() > largestBody) {
            return Outcome.REFUSED;
        }
        if (!window.add(waiting, row.overflow(), timers.now(), after)) {
            if (row.overflow() == Overflow.DISCONNECT) {
                endSlow(after);
            } else {
                watchStall();
            }
            return Outcome.OVERLOADED;
        }
        watchStall();
        if (feed != null && !told) {
            told = true;
            after.ready(feed);
        }
        return Outcome.ENQUEUED;
    }

    private Message.Notify poll(Feed asking) {
        var after = new Aftermath();
        lock.lock();
        try {
            if (feed != asking) {
                return null;
            }
            long now = timers.now();
            var next = window.next(now, after);
            if (next == null) {
                told = false;
                return null;
            }
            stall.moved();
            if (next.vote() != null) {
                after.decide(outstanding.add(next.vote()), Outcome.UNKNOWN);
            }
            return next.event().notify(next.sequence(), now);
        } finally {
            lock.unlock();
            after.run();
        }
    }

    /**
     * Nobody waits for the vote any more: an event that waits is surely not begun, of one that was sent nothing is
     * known.
     */
    void withdraw(Vote vote) {
        change(after -> {
            window.drop(waiting -> waiting.vote() == vote, Outcome.EXPIRED, after);
            after.decide(outstanding.take(vote.sequence()), Outcome.UNKNOWN);
        });
    }

    /** Drops the oldest event that waits, to free memory. */
    void evict() {
        change(after -> window.dropOldest(Outcome.OVERLOADED, after));
    }

    /** How many bytes wait. */
    long waitingBytes() {
        lock.lock();
        try {
            return window.bytes();
        } finally {
            lock.unlock();
        }
    }

    /** Stands under another token, or has another policy or window, from now on. */
    void update(Subscriber next) {
        change(after -> {
            row = next;
            window.most(next.window(), next.overflow(), after);
        });
    }

    /** Ends the subscription, its stream with no further frame. */
    void end() {
        end(null, UNSUBSCRIBED);
    }

    /** Ends the subscription, its stream with an ERROR. */
    void end(Failure why) {
        end(why, why);
    }

    private void end(Failure said, Failure why) {
        change(after -> {
            if (ended != null) {
                return;
            }
            ended = why;
            if (feed != null) {
                after.end(feed, said);
                feed = null;
            }
            dropAll(Outcome.OFFLINE, after);
            outstanding.takeAll(vote -> after.decide(vote, Outcome.UNKNOWN));
            stall.cancel();
            account.close();
        });
    }

    private void graceOver(int number) {
        change(after -> {
            if (grace != null && number == graces) {
                dropAll(Outcome.OFFLINE, after);
            }
        });
    }

    private void endSlow(Aftermath after) {
        if (feed != null) {
            after.end(feed, Failure.of(ErrorCode.SLOW_SUBSCRIBER, "the window of the subscription was full"));
            feed = null;
            window.forgetMissed();
        }
        dropAll(Outcome.OVERLOADED, after);
    }

    private void dropAll(Outcome outcome, Aftermath after) {
        stopGrace();
        stall.moved();
        window.dropAll(outcome, after);
    }

    private void stopGrace() {
        if (grace != null) {
            grace.cancel();
            grace = null;
        }
    }

    private void watchStall() {
        if (feed != null && window.full()) {
            stall.watch();
        }
    }

    private void stalled() {
        change(after -> {
            if (stall.looksDue() && feed != null) {
                endSlow(after);
            }
        });
    }

    Verdict verdict(Outcome outcome) {
        return new Verdict(names.apply(row.instanceId()), row.receiver(), outcome);
    }

    SubscriberStatus status() {
        var subscriber = names.apply(row.instanceId());
        lock.lock();
        try {
            return new SubscriberStatus(
                    row.subscriptionId(),
                    subscriber,
                    row.action(),
                    row.receiver(),
                    row.overflow(),
                    row.window(),
                    feed != null,
                    window.size(),
                    sequence,
                    window.dropped(),
                    Optional.ofNullable(window.lastOutcome()),
                    row.jti(),
                    row.created());
        } finally {
            lock.unlock();
        }
    }

    private void change(Consumer<Aftermath> change) {
        var after = new Aftermath();
        lock.lock();
        try {
            change.accept(after);
        } finally {
            lock.unlock();
            after.run();
        }
    }
}
