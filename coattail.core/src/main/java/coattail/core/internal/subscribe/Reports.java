// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.subscribe;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/** Outcomes that could not be reported, since there was no stream at the moment. Guarded by its intake. */
final class Reports {
    /** As many as a publisher waits for. */
    private static final int MOST = 1_024;

    private final Map<Long, Integer> statuses = new LinkedHashMap<>();

    void add(long sequence, int status) {
        statuses.put(sequence, status);
        if (statuses.size() > MOST) {
            Iterator<Long> oldest = statuses.keySet().iterator();
            oldest.next();
            oldest.remove();
        }
    }

    /** Takes out all of them, in the order in which they came. */
    Map<Long, Integer> takeAll() {
        var all = new LinkedHashMap<>(statuses);
        statuses.clear();
        return all;
    }
}
