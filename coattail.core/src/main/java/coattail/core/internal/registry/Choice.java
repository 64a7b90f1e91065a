// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.registry;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Optional;
import java.util.function.BinaryOperator;

import org.osgi.framework.Version;

/**
 * Which of several services of one name serves it: the one of the highest ranking; of those, the one of the highest
 * bundle version within each bundle symbolic name; of those, the one of the lowest service id. In steps, since the
 * rules compared pair by pair can go round in a circle.
 */
final class Choice {
    private static final Comparator<HandlerEntry> BY_VERSION = Comparator.<HandlerEntry, Version>comparing(
                    entry -> entry.provider().version())
            .thenComparing(entry -> entry.provider().serviceId(), Comparator.reverseOrder());
    private static final Comparator<HandlerEntry> OLDEST_LAST =
            Comparator.<HandlerEntry, Long>comparing(entry -> entry.provider().serviceId(), Comparator.reverseOrder());

    private Choice() {}

    static <E extends HandlerEntry> Optional<E> of(Collection<E> entries) {
        int highest = entries.stream()
                .mapToInt(entry -> entry.provider().ranking())
                .max()
                .orElse(0);
        var newest = new HashMap<String, E>();
        entries.stream()
                .filter(entry -> entry.provider().ranking() == highest)
                .forEach(entry -> newest.merge(entry.provider().bundle(), entry, BinaryOperator.maxBy(BY_VERSION)));
        return newest.values().stream().max(OLDEST_LAST);
    }
}
