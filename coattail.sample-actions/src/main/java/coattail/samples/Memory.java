// SPDX-License-Identifier: Apache-2.0
package coattail.samples;

import java.util.ArrayList;
import java.util.List;

import org.osgi.service.component.annotations.Component;

/**
 * What {@link Remember} and {@link Recall} share: a service of this bundle's own. Handlers are called by several
 * threads at once, so whatever they share is guarded; and since events keep coming, it is bounded. It lasts as long as
 * the bundle runs.
 */
@Component(service = Memory.class)
public final class Memory {
    /** How many values are kept; the oldest goes first. */
    static final int CAPACITY = 100;

    private final List<Object> values = new ArrayList<>(CAPACITY);

    /** Keeps a value, also {@code null}. */
    synchronized void keep(Object value) {
        if (values.size() == CAPACITY) {
            values.remove(0);
        }
        values.add(value);
    }

    /** A copy of what is kept, the oldest first. */
    synchronized List<Object> all() {
        return new ArrayList<>(values);
    }
}
