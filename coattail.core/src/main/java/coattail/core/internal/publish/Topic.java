// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.publish;

import java.util.List;

/** The subscriptions to one action. */
final class Topic {
    private final Lines lines = new Lines();
    private final CascadeBudget cascades;

    Topic(CascadeBudget cascades) {
        this.cascades = cascades;
    }

    void add(Line line) {
        lines.add(line);
    }

    /** @return whether it is empty now */
    boolean remove(Line line) {
        return lines.remove(line);
    }

    /** Those of this moment, each once. */
    List<Line> lines() {
        return lines.all();
    }

    CascadeBudget cascades() {
        return cascades;
    }
}
