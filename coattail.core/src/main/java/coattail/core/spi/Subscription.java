// SPDX-License-Identifier: Apache-2.0
package coattail.core.spi;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

import coattail.api.Overflow;

/**
 * A subscription of one of this instance's receivers to a peer's action. Unique by {@code id}, and by peer, action and
 * receiver together.
 *
 * @param id drawn by this instance: 32 hexadecimal digits, lower case
 * @param peerId the publisher's instance id
 * @param action the name that it publishes under
 * @param receiver the name of the receiver here
 * @param overflow what the publisher does when this instance can't keep up
 * @param state whether it is wanted
 * @param reason why the publisher doesn't deliver at the moment, for the operator; empty while there is no reason
 *     known; what is longer than 1 000 characters is cut off
 * @param created when it was made
 */
public record Subscription(
        String id,
        String peerId,
        String action,
        String receiver,
        Overflow overflow,
        State state,
        String reason,
        Instant created) {

    private static final int MOST_OF_REASON = 1_000;

    /** Whether a subscription is wanted. */
    public enum State {
        /** It is. */
        WANTED,
        /** It isn't any more, and the publisher has yet to be told. */
        DROPPED
    }

    public Subscription {
        requireNonNull(id, "id");
        requireNonNull(peerId, "peerId");
        requireNonNull(action, "action");
        requireNonNull(receiver, "receiver");
        requireNonNull(overflow, "overflow");
        requireNonNull(state, "state");
        requireNonNull(reason, "reason");
        requireNonNull(created, "created");
        if (reason.length() > MOST_OF_REASON) {
            reason = reason.substring(0, MOST_OF_REASON);
        }
    }
}
