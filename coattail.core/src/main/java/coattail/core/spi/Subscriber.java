// SPDX-License-Identifier: Apache-2.0
package coattail.core.spi;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

import coattail.api.Overflow;

/**
 * A peer's subscription to one of this instance's actions. Unique by {@code instanceId} and {@code subscriptionId}, and
 * by {@code instanceId}, {@code action} and {@code receiver}.
 *
 * @param instanceId the subscriber
 * @param subscriptionId drawn by the subscriber: 32 hexadecimal digits, lower case
 * @param action the name that it is subscribed to
 * @param receiver the name of the receiver there
 * @param overflow what to do when its window is full
 * @param window how many events may wait for it, from 1
 * @param jti the token under which it stands
 * @param created when it was made
 */
public record Subscriber(
        String instanceId,
        String subscriptionId,
        String action,
        String receiver,
        Overflow overflow,
        int window,
        String jti,
        Instant created) {
    public Subscriber {
        requireNonNull(instanceId, "instanceId");
        requireNonNull(subscriptionId, "subscriptionId");
        requireNonNull(action, "action");
        requireNonNull(receiver, "receiver");
        requireNonNull(overflow, "overflow");
        requireNonNull(jti, "jti");
        requireNonNull(created, "created");
        if (window < 1) {
            throw new IllegalArgumentException("a window is at least 1, not " + window);
        }
    }
}
