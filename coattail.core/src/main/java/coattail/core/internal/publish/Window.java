// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.publish;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.function.Predicate;

import coattail.api.Outcome;
import coattail.api.Overflow;
import coattail.core.internal.memory.ByteBudget;

/**
 * The events that wait for one subscription, in the order of their numbers, and what is known of those that left it
 * unsent. Guarded by its line.
 */
final class Window {
    private final Deque<Waiting> events = new ArrayDeque<>();
    private final int mostBytes;
    private final ByteBudget.Share account;
    private int most;
    private long bytes;
    /** Whether an event didn't fit since the last one left. */
    private boolean tight;

    private long missed;
    private long dropped;
    private Outcome lastOutcome;

    /** @param account where the peer's events are charged */
    Window(int most, int mostBytes, ByteBudget.Share account) {
        this.most = most;
        this.mostBytes = mostBytes;
        this.account = account;
    }

    int size() {
        return events.size();
    }

    long bytes() {
        return bytes;
    }

    /** How many events were not sent since {@link #forgetMissed}. */
    long missed() {
        return missed;
    }

    void forgetMissed() {
        missed = 0;
    }

    /** How many events were not sent. */
    long dropped() {
        return dropped;
    }

    /** {@code null} while none is known. */
    Outcome lastOutcome() {
        return lastOutcome;
    }

    void lastOutcome(Outcome outcome) {
        lastOutcome = outcome;
    }

    /** Whether it holds as much as it may, or had to turn something away since the last event left. */
    boolean full() {
        return tight || events.size() >= most || bytes >= mostBytes;
    }

    /** The number of the oldest event, -1 where none waits. */
    long oldest() {
        return events.isEmpty() ? -1 : events.peekFirst().sequence();
    }

    /** Takes an event in, if there is room or the policy makes some. */
    boolean add(Waiting waiting, Overflow policy, long now, Aftermath after) {
        int cost = waiting.event().cost();
        if (!fits(cost)) {
            tight = true;
            drop(each -> each.event().expired(now), Outcome.EXPIRED, after);
        }
        while (!fits(cost) || !account.tryCharge(cost)) {
            tight = true;
            boolean old = policy == Overflow.DROP_OLDEST || policy == Overflow.LATEST;
            if (!old || events.isEmpty()) {
                return false;
            }
            drop(events.pollFirst(), Outcome.OVERLOADED, after);
        }
        waiting.event().hold();
        events.addLast(waiting);
        bytes += cost;
        return true;
    }

    /** There always is room in an empty window, so that no event is too large for it. */
    private boolean fits(int cost) {
        return events.isEmpty() || (events.size() < most && bytes + cost <= mostBytes);
    }

    /** Takes out the oldest event that may be sent still, {@code null} where none is. */
    Waiting next(long now, Aftermath after) {
        for (var next = events.pollFirst(); next != null; next = events.pollFirst()) {
            if (!next.event().expired(now)) {
                tight = false;
                letGo(next);
                return next;
            }
            drop(next, Outcome.EXPIRED, after);
        }
        return null;
    }

    /** Lets no more wait than this from now on. */
    void most(int events, Overflow policy, Aftermath after) {
        most = events;
        while (this.events.size() > most) {
            boolean newest = policy == Overflow.DROP_NEWEST;
            drop(newest ? this.events.pollLast() : this.events.pollFirst(), Outcome.OVERLOADED, after);
        }
    }

    /** Drops the oldest event, where there is one. */
    void dropOldest(Outcome outcome, Aftermath after) {
        if (!events.isEmpty()) {
            drop(events.pollFirst(), outcome, after);
        }
    }

    void dropAll(Outcome outcome, Aftermath after) {
        drop(each -> true, outcome, after);
        tight = false;
    }

    void drop(Predicate<Waiting> which, Outcome outcome, Aftermath after) {
        for (Iterator<Waiting> rest = events.iterator(); rest.hasNext(); ) {
            var waiting = rest.next();
            if (which.test(waiting)) {
                rest.remove();
                drop(waiting, outcome, after);
            }
        }
    }

    private void drop(Waiting waiting, Outcome outcome, Aftermath after) {
        letGo(waiting);
        miss(waiting.vote(), outcome, after);
    }

    private void letGo(Waiting waiting) {
        int cost = waiting.event().cost();
        bytes -= cost;
        account.discharge(cost);
        waiting.event().release();
    }

    /**
     * Counts an event that isn't sent.
     *
     * @param vote what that decides, or {@code null}
     */
    void miss(Vote vote, Outcome outcome, Aftermath after) {
        missed++;
        dropped++;
        lastOutcome = outcome;
        after.decide(vote, outcome);
    }
}
