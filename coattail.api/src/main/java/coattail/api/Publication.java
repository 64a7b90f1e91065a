// SPDX-License-Identifier: Apache-2.0
package coattail.api;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What became of a publication: the counts add up to the subscriptions that there were.
 *
 * @param counts how many subscriptions had which outcome; an outcome that none had is left out; immutable
 * @param verdicts one entry for each subscription where verdicts were asked for and the publishing instance is this
 *     one, else empty (a peer doesn't tell who its subscribers are); immutable
 * @param eventId what the event is called in the logs of the instances that it was sent to, as
 *     {@link Delivery#eventId()}: a log of one of which the outcome is {@link Outcome#FAILED} or
 *     {@link Outcome#REFUSED} says why under this id; empty where a peer published, or where there was nobody to send
 *     it to
 */
public record Publication(Map<Outcome, Integer> counts, List<Verdict> verdicts, Optional<String> eventId) {
    public Publication {
        counts = Map.copyOf(counts);
        verdicts = List.copyOf(verdicts);
        requireNonNull(eventId, "eventId");
    }

    /** A publication of which the event's id isn't known. */
    public Publication(Map<Outcome, Integer> counts, List<Verdict> verdicts) {
        this(counts, verdicts, Optional.empty());
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
