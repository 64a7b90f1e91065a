// SPDX-License-Identifier: Apache-2.0
package coattail.api;

import java.util.List;
import java.util.Map;

/**
 * What became of a publication: the counts add up to the subscriptions that there were.
 *
 * @param counts how many subscriptions had which outcome; an outcome that none had is left out; immutable
 * @param verdicts one entry for each subscription where verdicts were asked for and the publishing instance is this
 *     one, else empty (a peer doesn't tell who its subscribers are); immutable
 */
public record Publication(Map<Outcome, Integer> counts, List<Verdict> verdicts) {
    public Publication {
        counts = Map.copyOf(counts);
        verdicts = List.copyOf(verdicts);
    }

    /** How many subscriptions had this outcome. */
    public int count(Outcome outcome) {
        return counts.getOrDefault(outcome, 0);
    }

    /** How many subscriptions there were when the event was published. */
    public int subscriptions() {
        return counts.values().stream().mapToInt(Integer::intValue).sum();
    }
}
