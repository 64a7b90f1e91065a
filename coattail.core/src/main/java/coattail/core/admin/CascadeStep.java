// SPDX-License-Identifier: Apache-2.0
package coattail.core.admin;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import coattail.api.InstanceRef;

/**
 * One step of a cascade.
 *
 * @param trace the id of the cascade, 32 hexadecimal digits
 * @param span names the step, 16 hexadecimal digits
 * @param parent the span of the step that caused it; empty where nobody said. It needn't be among the known ones
 * @param kind what was done
 * @param instance where
 * @param action the name that was performed or published under
 * @param receiver of an event; else empty
 * @param peer the instance at the other end: who asked, who was asked, who published
 * @param at when it began, by the clock of its instance
 * @param took how long it took; empty while it goes on
 * @param outcome in a few words: {@code done}, {@code processed}, the counts of a publication, or the code of a failure
 *     in lower case; empty while it goes on
 */
public record CascadeStep(
        String trace,
        String span,
        String parent,
        Kind kind,
        InstanceRef instance,
        String action,
        String receiver,
        InstanceRef peer,
        Instant at,
        Optional<Duration> took,
        String outcome) {

    /** What was done. */
    public enum Kind {
        /** A peer was asked to perform or publish. */
        CALLED,
        /** An action was performed. */
        PERFORMED,
        /** Something was published. */
        PUBLISHED,
        /** An event was given to a receiver. */
        RECEIVED
    }
}
