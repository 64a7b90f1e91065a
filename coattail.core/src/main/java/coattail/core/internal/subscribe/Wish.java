// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.subscribe;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import coattail.api.Overflow;
import coattail.core.spi.StoreException;
import coattail.core.spi.Subscription;
import coattail.core.spi.Subscriptions;

/** What is wanted of a subscription, and what the store knows of it. Changed in its peer's queue; read by anybody. */
final class Wish {
    private static final Logger LOG = LoggerFactory.getLogger(Wish.class);

    private final Subscriptions store;
    private volatile Subscription row;
    /** Whether the row is what the store has. */
    private volatile boolean stored;
    /**
     * What the store has while the row isn't stored: one that was dropped, and is wanted again. {@code null} for
     * nothing.
     */
    private Subscription dropped;

    Wish(Subscriptions store, Subscription row, boolean stored) {
        this.store = store;
        this.row = row;
        this.stored = stored;
    }

    Subscription row() {
        return row;
    }

    boolean stored() {
        return stored;
    }

    boolean wanted() {
        return row.state() == Subscription.State.WANTED;
    }

    /** Whether it is ended here and the publisher has yet to be told. */
    boolean ending() {
        return stored && !wanted();
    }

    /**
     * Stores what is wanted now; writes only what is new.
     *
     * @throws StoreException nothing has changed then
     */
    void store(Overflow overflow, Subscription.State state, String reason) {
        var next = with(overflow, state, reason);
        if (!stored || !next.equals(row)) {
            store.put(next);
            row = next;
            stored = true;
            dropped = null;
        }
    }

    /** Wants again what was dropped; nothing is stored of that yet. */
    void revive() {
        dropped = row;
        row = with(row.overflow(), Subscription.State.WANTED, "");
        stored = false;
    }

    /**
     * The publisher doesn't agree to what isn't stored.
     *
     * @return whether it was dropped before, as it is now again
     */
    boolean giveUp() {
        if (dropped == null) {
            return false;
        }
        row = dropped;
        dropped = null;
        stored = true;
        return true;
    }

    /**
     * The publisher knows that it has ended. Deletes what was dropped; where that fails, the publisher is told once
     * more.
     *
     * @return whether nothing is left of it
     */
    boolean ended() {
        if (dropped != null && delete()) {
            dropped = null;
        }
        return ending() && delete();
    }

    /** Deletes what is stored. @return whether that went well */
    boolean delete() {
        try {
            store.delete(row.id());
            return true;
        } catch (StoreException e) {
            LOG.error("The ended subscription {} could not be deleted", row.id(), e);
            return false;
        }
    }

    private Subscription with(Overflow overflow, Subscription.State state, String reason) {
        return new Subscription(
                row.id(), row.peerId(), row.action(), row.receiver(), overflow, state, reason, row.created());
    }
}
