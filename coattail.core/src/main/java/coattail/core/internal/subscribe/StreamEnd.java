// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.subscribe;

import coattail.api.ErrorCode;

/**
 * What a subscriber does when a publisher has refused or ended a subscription's stream (docs/protocol.md, "Publish and
 * subscribe").
 */
enum StreamEnd {
    /** Forgets the subscription: the publisher's operator has ended it for good. */
    FORGET,
    /** Keeps it and shows why; asks again once a token has been accepted. */
    SHOW,
    /** Asks again on this connection, after a while. */
    TRY_AGAIN,
    /** Asks again on the next connection. */
    WAIT;

    static StreamEnd of(ErrorCode code) {
        return switch (code) {
            case SUBSCRIPTION_REVOKED -> FORGET;
            case DRAIN, NOT_CONNECTED, IDLE -> WAIT;
            // Another stream has taken it over: an older request of this side's own, if none is known of.
            case DUPLICATE -> TRY_AGAIN;
            case BUSY, RATE_LIMITED, SLOW_SUBSCRIBER, INTERNAL, CALM, UNAVAILABLE, DEADLINE, CANCELLED -> TRY_AGAIN;
            // One event was, which is gone; the next may fit.
            case TOO_LARGE -> TRY_AGAIN;
            default -> SHOW;
        };
    }
}
