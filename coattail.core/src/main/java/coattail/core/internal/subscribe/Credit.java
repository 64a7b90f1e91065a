// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.subscribe;

import java.util.Optional;

/**
 * How much a publisher may send on one subscription. What it may send still and what waits here make up the limit
 * together, so that credit comes back as events are consumed, whatever stream they came on. Guarded by its intake.
 */
final class Credit {
    private static final int MOST_BYTES = 1 << 20;
    /** What part of the limit is given back at once: one frame for many events. */
    private static final int PART = 4;

    private int mostMessages;
    /** What the publisher may send; bytes may be overdrawn by the last event. */
    private long messages;

    private long bytes;
    /** What came and hasn't been consumed. */
    private long heldMessages;

    private long heldBytes;

    /**
     * A part of the limit.
     *
     * @param messages how many events
     * @param bytes how many bytes of them
     */
    record Amount(int messages, int bytes) {}

    /** What to give a new stream, if so many events may wait here. */
    Amount opening(int most) {
        return new Amount((int) Math.max(0, most - heldMessages), (int) Math.max(0, MOST_BYTES - heldBytes));
    }

    /** A new stream has taken the place of the one before, with what {@link #opening} said. */
    void opened(int most, Amount amount) {
        mostMessages = most;
        messages = amount.messages();
        bytes = amount.bytes();
    }

    void came(int size) {
        messages--;
        bytes -= size;
        heldMessages++;
        heldBytes += size;
    }

    void consumed(int size) {
        heldMessages--;
        heldBytes -= size;
    }

    /** What is worth giving now; it counts as given. */
    Optional<Amount> give() {
        long moreMessages = Math.max(0, mostMessages - heldMessages - messages);
        long moreBytes = Math.max(0, MOST_BYTES - heldBytes - bytes);
        if (moreMessages < Math.max(1, mostMessages / PART) && moreBytes < MOST_BYTES / PART) {
            return Optional.empty();
        }
        messages += moreMessages;
        bytes += moreBytes;
        return Optional.of(new Amount((int) moreMessages, (int) moreBytes));
    }
}
