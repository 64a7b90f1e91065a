// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.publish;

import java.util.Collection;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.function.Supplier;

import coattail.core.internal.memory.ByteBudget;

/** Gets memory for events: from the budget, or where that is used up from the fullest windows. */
final class Memory {
    /** What part of the budget is freed at once where it is used up, so that not every event looks at every window. */
    private static final int PART = 64;

    private final ByteBudget budget;
    private final Supplier<Collection<Line>> lines;

    Memory(ByteBudget budget, Supplier<Collection<Line>> lines) {
        this.budget = budget;
        this.lines = lines;
    }

    ByteBudget budget() {
        return budget;
    }

    /** @return whether there was enough */
    boolean take(int bytes) {
        return budget.tryTake(bytes) || free(bytes);
    }

    /** One thread at a time; the others find memory once it is done. */
    private synchronized boolean free(int bytes) {
        if (budget.tryTake(bytes)) {
            return true;
        }
        record Full(Line line, long bytes) {}
        var fullest = new PriorityQueue<>(Comparator.comparingLong(Full::bytes).reversed());
        for (Line line : lines.get()) {
            long waiting = line.waitingBytes();
            if (waiting > 0) {
                fullest.add(new Full(line, waiting));
            }
        }
        long enough = budget.total() - Math.max(bytes, budget.total() / PART);
        while (budget.taken() > enough && !fullest.isEmpty()) {
            var line = fullest.poll().line();
            line.evict();
            long waiting = line.waitingBytes();
            if (waiting > 0) {
                fullest.add(new Full(line, waiting));
            }
        }
        return budget.tryTake(bytes);
    }
}
