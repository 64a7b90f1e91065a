// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.subscribe;

import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Subscriptions that wait for a place at their receiver, in the order in which they came. Safe for use by several
 * threads.
 */
final class Turnstiles {
    private final Map<String, Queue<Intake>> waiting = new ConcurrentHashMap<>();
    /** Those in line: each stands in it once, however many events it gets meanwhile. */
    private final Set<Intake> inLine = ConcurrentHashMap.newKeySet();

    /**
     * Has an intake resume when a place is free. One that was freed since it looked is not missed if it looks once
     * more.
     */
    void await(String receiver, Intake intake) {
        if (inLine.add(intake)) {
            waiting.computeIfAbsent(receiver, name -> new ConcurrentLinkedQueue<>())
                    .add(intake);
        }
    }

    /** A place is free: the first that has a use for it resumes. */
    void freed(String receiver) {
        var queue = waiting.get(receiver);
        if (queue == null) {
            return;
        }
        for (var next = queue.poll(); next != null; next = queue.poll()) {
            inLine.remove(next);
            if (next.resume()) {
                return;
            }
        }
    }
}
