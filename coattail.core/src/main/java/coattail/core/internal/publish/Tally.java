// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.publish;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import coattail.api.Outcome;
import coattail.api.Publication;
import coattail.api.Verdict;
import coattail.core.internal.wire.Id16;

/** Counts outcomes. Not safe for use by several threads. */
final class Tally {
    private static final Outcome[] OUTCOMES = Outcome.values();

    private final int[] counts = new int[OUTCOMES.length];

    void add(Outcome outcome) {
        counts[outcome.ordinal()]++;
    }

    Publication publication(List<Verdict> verdicts, Optional<Id16> event) {
        Map<Outcome, Integer> some = new EnumMap<>(Outcome.class);
        for (Outcome outcome : OUTCOMES) {
            if (counts[outcome.ordinal()] > 0) {
                some.put(outcome, counts[outcome.ordinal()]);
            }
        }
        return new Publication(some, verdicts, event.map(Id16::toString));
    }
}
