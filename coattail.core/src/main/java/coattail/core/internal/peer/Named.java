// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.peer;

import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;

import coattail.core.internal.wire.Id16;

/**
 * The subscriptions that a peer has named on one connection, so that the rest can be deleted. Only those that stand
 * matter and are kept: otherwise a peer that names one after the other that don't exist, which costs it nothing, would
 * fill the memory. Not thread-safe.
 */
final class Named {
    private static final int FIRST_LOOK = 1_024;

    private final Predicate<Id16> stands;
    private final Set<Id16> ids = new HashSet<>();
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

    int size() {
        return ids.size();
    }

    Set<Id16> all() {
        return Set.copyOf(ids);
    }
}
