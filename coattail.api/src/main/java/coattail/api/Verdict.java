// SPDX-License-Identifier: Apache-2.0
package coattail.api;

import static java.util.Objects.requireNonNull;

/**
 * What became of one publication at one subscription.
 *
 * @param subscriber the instance that subscribed
 * @param receiver the name of its receiver
 * @param outcome what became of the event there
 */
public record Verdict(InstanceRef subscriber, String receiver, Outcome outcome) {
    public Verdict {
        requireNonNull(subscriber, "subscriber");
        requireNonNull(receiver, "receiver");
        requireNonNull(outcome, "outcome");
    }
}
