// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.peer;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.function.Supplier;

import coattail.core.internal.wire.Id16;

/**
 * The subscriptions that a peer has named on one connection, so that the rest can be deleted. Only those that stand
 * matter and are kept: otherwise a peer that names one after the other that don't exist, which costs it nothing, would
 * fill the memory. Changed by one thread at a time; read by any.
 */
final class Named {
    private static final int FIRST_LOOK = 1_024;

    private final Predicate<Id16> stands;
    private final Set<Id16> ids = ConcurrentHashMap.newKeySet();
    /** One that is about to stand; {@code null} for none. */
    private volatile Id16 coming;

    private int lookAt = FIRST_LOOK;

    /** @param stands whether there is such a subscription of this peer now */
    Named(Predicate<Id16> stands) {
        this.stands = stands;
    }

    void add(Id16 id) {
        if (!stands.test(id) || !ids.add(id) || ids.size() < lookAt) {
            return;
        }
        ids.removeIf(stands.negate());
        lookAt = Math.max(FIRST_LOOK, 2 * ids.size());
    }

    /** Does what makes one stand, which counts as named from before it does. */
    <T> T whileComing(Id16 id, Supplier<T> making) {
        coming = id;
        try {
            return making.get();
        } finally {
            add(id);
            coming = null;
        }
    }

    int size() {
        return ids.size();
    }

    void addTo(Set<Id16> all) {
        // In this order: what comes is among the ids before it isn't coming any more.
        var one = coming;
        if (one != null) {
            all.add(one);
        }
        all.addAll(ids);
    }
}
