// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.registry;

import java.util.Optional;

/**
 * A service that would serve a name.
 *
 * @param provider its place in the order
 * @param name what it calls itself; anything for one that is refused
 * @param entry empty for one that is refused
 * @param refusal why, in one line; empty where there is an entry
 */
record Candidate<E extends HandlerEntry>(Provider provider, String name, Optional<E> entry, String refusal) {

    static <E extends HandlerEntry> Candidate<E> of(E entry) {
        return new Candidate<>(entry.provider(), entry.name(), Optional.of(entry), "");
    }

    static <E extends HandlerEntry> Candidate<E> refused(Provider provider, String name, String why) {
        return new Candidate<>(provider, name, Optional.empty(), why);
    }
}
