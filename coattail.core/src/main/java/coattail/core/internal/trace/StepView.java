// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.trace;

import static java.util.Objects.requireNonNull;

import coattail.core.internal.wire.Id16;

/**
 * One step of a cascade as it stood when somebody looked, here or at a peer.
 *
 * @param trace names the cascade
 * @param span names the step
 * @param parent the span of the step that caused it; 0 where nobody said
 * @param action the name that was performed or published under
 * @param receiver of an event; else empty
 * @param peer the id of the instance at the other end: who asked, who was asked, who published
 * @param at milliseconds since 1970 by the clock of its instance
 * @param took milliseconds, -1 while it goes on
 * @param outcome in a few words; empty while it goes on
 */
public record StepView(
        Step.Kind kind,
        Id16 trace,
        long span,
        long parent,
        String action,
        String receiver,
        String peer,
        long at,
        long took,
        String outcome) {
    public StepView {
        requireNonNull(kind, "kind");
        requireNonNull(trace, "trace");
        requireNonNull(action, "action");
        requireNonNull(receiver, "receiver");
        requireNonNull(peer, "peer");
        requireNonNull(outcome, "outcome");
    }
}
