// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.publish;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/** The events that were sent on a subscription and whose outcome is awaited. Guarded by its line. */
final class Outstanding {
    private final int most;
    private final Map<Long, Vote> votes = new LinkedHashMap<>();

    /**
     * @param most how many may be awaited: a subscriber that gives credit without end and never reports must not fill
     *     the memory
     */
    Outstanding(int most) {
        this.most = most;
    }

    /** @return the vote that isn't awaited any more in favour of this one, or {@code null} */
    Vote add(Vote vote) {
        votes.put(vote.sequence(), vote);
        if (votes.size() <= most) {
            return null;
        }
        var oldest = votes.values().iterator();
        var dropped = oldest.next();
        oldest.remove();
        return dropped;
    }

    /** Takes out the vote on the event of this number, {@code null} where none is awaited. */
    Vote take(long sequence) {
        return votes.remove(sequence);
    }

    void takeAll(Consumer<Vote> taken) {
        votes.values().forEach(taken);
        votes.clear();
    }
}
