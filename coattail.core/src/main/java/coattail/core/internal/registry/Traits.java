// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.registry;

import java.util.Set;

/**
 * What the properties of a service say of it.
 *
 * @param name its name, valid
 * @param description may be empty
 * @param publishes valid names
 * @param concurrency from 1 up
 */
record Traits(String name, String description, Set<String> publishes, int concurrency) {
    Traits {
        publishes = Set.copyOf(publishes);
    }
}
