// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.publish;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Some lines, each once. By their names, for the order of a set by identity differs from run to run, and a simulation's
 * must not. Safe for use by several threads; takes no lock to read.
 */
final class Lines {
    private final Map<Name, Line> lines = new ConcurrentHashMap<>(2);

    private record Name(String instanceId, String subscriptionId) {
        static Name of(Line line) {
            return new Name(line.row().instanceId(), line.row().subscriptionId());
        }
    }

    void add(Line line) {
        lines.put(Name.of(line), line);
    }

    /** @return whether it is empty now */
    boolean remove(Line line) {
        lines.remove(Name.of(line), line);
        return lines.isEmpty();
    }

    /** Those of this moment. */
    List<Line> all() {
        return List.copyOf(lines.values());
    }
}
