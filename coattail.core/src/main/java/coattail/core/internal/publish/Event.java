// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.publish;

import java.util.concurrent.atomic.AtomicInteger;

import coattail.core.internal.memory.ByteBudget;
import coattail.core.internal.wire.Body;
import coattail.core.internal.wire.Id16;
import coattail.core.internal.wire.Message;
import coattail.core.internal.wire.Trace;

/**
 * One publication, shared by all the windows in which it waits. Its bytes are on the budget once, until the last of
 * them has let go of it.
 */
final class Event {
    /** What an event takes beside its body, roughly. */
    private static final int OVERHEAD = 256;

    private final Id16 id;
    private final Body data;
    private final Trace trace;
    private final long deadline;
    private final boolean verdicts;
    private final ByteBudget budget;
    /** The windows that it waits in, and its publisher while that is handing it round. */
    private final AtomicInteger holders = new AtomicInteger(1);

    /**
     * The event's {@linkplain #cost} has been taken from the budget.
     *
     * @param deadline in milliseconds of the timers' clock; after it the event isn't sent any more
     */
    Event(Id16 id, Body data, Trace trace, long deadline, boolean verdicts, ByteBudget budget) {
        this.id = id;
        this.data = data;
        this.trace = trace;
        this.deadline = deadline;
        this.verdicts = verdicts;
        this.budget = budget;
    }

    Id16 id() {
        return id;
    }

    static int cost(Body data) {
        return data.length() + OVERHEAD;
    }

    int cost() {
        return cost(data);
    }

    int bodyLength() {
        return data.length();
    }

    boolean expired(long now) {
        return now >= deadline;
    }

    void hold() {
        holders.incrementAndGet();
    }

    void release() {
        if (holders.decrementAndGet() == 0) {
            budget.give(cost());
        }
    }

    Message.Notify notify(long sequence, long now) {
        return new Message.Notify(id, sequence, deadline - now, verdicts, trace, data);
    }
}
