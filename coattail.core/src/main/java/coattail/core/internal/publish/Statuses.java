// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.publish;

import coattail.api.Outcome;

/** The outcomes that a subscriber may report (docs/protocol.md, "Publish and subscribe"). */
final class Statuses {
    private Statuses() {}

    /** What an ACK's status means; anything that isn't a subscriber's to say tells nothing. */
    static Outcome outcome(int status) {
        return switch (status) {
            case 0 -> Outcome.PROCESSED;
            case 1 -> Outcome.FAILED;
            case 2 -> Outcome.REFUSED;
            case 3 -> Outcome.OVERLOADED;
            case 5 -> Outcome.EXPIRED;
            default -> Outcome.UNKNOWN;
        };
    }
}
