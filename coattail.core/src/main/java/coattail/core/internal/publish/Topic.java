// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.publish;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The subscriptions to one action. */
final class Topic {
    private final Set<Line> lines = ConcurrentHashMap.newKeySet();
    private final CascadeBudget cascades;

    Topic(CascadeBudget cascades) {
        this.cascades = cascades;
    }

    void add(Line line) {
        lines.add(line);
    }

    /** @return whether it is empty now */
    boolean remove(Line line) {
        lines.remove(line);
        return lines.isEmpty();
    }

    /** Those of this moment, each once. */
    List<Line> lines() {
        return List.copyOf(lines);
    }

    CascadeBudget cascades() {
        return cascades;
    }
}
