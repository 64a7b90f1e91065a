// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.subscribe;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

import coattail.core.internal.wire.Id16;
import coattail.core.internal.wire.Message;

/**
 * The events of one subscription that wait to be delivered, and the counting of those that came and those that didn't.
 * Guarded by its intake.
 */
final class Arrivals {
    /**
     * An event that came.
     *
     * @param epoch the numbering that its number belongs to
     * @param deadline in milliseconds of the timers' clock
     */
    record Arrived(Message.Notify event, Id16 epoch, long deadline) {
        int size() {
            return event.data().length();
        }
    }

    /**
     * @param sequence the number of the last event that came, 0 for none
     * @param received how many came
     * @param missed how many are known to be lost
     * @param lossUnknown whether there may be more
     */
    record Counts(long sequence, long received, long missed, boolean lossUnknown) {}

    private final Deque<Arrived> waiting = new ArrayDeque<>();
    /** Whether events may have been sent to a process of this instance that is no more. */
    private final boolean before;

    private Id16 epoch;
    /** The number up to which every event is accounted for. */
    private long accounted;

    private long sequence;
    private long received;
    private long missed;
    private boolean lossUnknown;

    /** @param before whether the subscription is older than this process, which knows of no numbering yet */
    Arrivals(boolean before) {
        this.before = before;
    }

    Id16 epoch() {
        return epoch;
    }

    /** A stream begins. @return whether it goes on with the numbering of the one before */
    boolean begins(Message.Subscribed answer) {
        boolean same = answer.epoch().equals(epoch);
        if (same) {
            missed += Math.max(0, answer.nextSequence() - 1 - accounted);
        } else {
            lossUnknown |= before || epoch != null;
            missed += answer.dropped();
            epoch = answer.epoch();
        }
        accounted = Math.max(same ? accounted : 0, answer.nextSequence() - 1);
        return same;
    }

    /** @return whether it is new; a number that was there before is not */
    boolean add(Message.Notify event, long deadline) {
        if (event.sequence() <= accounted) {
            return false;
        }
        missed += event.sequence() - accounted - 1;
        accounted = event.sequence();
        sequence = event.sequence();
        received++;
        waiting.addLast(new Arrived(event, epoch, deadline));
        return true;
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    /** {@code null} where none waits. */
    Arrived take() {
        return waiting.pollFirst();
    }

    /** Puts back what was taken last. */
    void putBack(Arrived arrived) {
        waiting.addFirst(arrived);
    }

    List<Arrived> takeAll() {
        var all = List.copyOf(waiting);
        waiting.clear();
        return all;
    }

    Counts counts() {
        return new Counts(sequence, received, missed, lossUnknown);
    }
}
