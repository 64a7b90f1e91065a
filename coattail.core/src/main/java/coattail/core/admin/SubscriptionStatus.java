// SPDX-License-Identifier: Apache-2.0
package coattail.core.admin;

import java.time.Instant;

import coattail.api.InstanceRef;
import coattail.api.Overflow;

/**
 * A subscription of this instance.
 *
 * @param id its id, 32 hexadecimal digits
 * @param publisher the peer
 * @param action the name there
 * @param receiver the name here
 * @param overflow what the publisher does when this instance can't keep up
 * @param state whether events come
 * @param reason why they don't; may be empty
 * @param sequence the number of the last event that came, 0 for none since this instance started
 * @param received how many events came since this instance started
 * @param missed how many are known to be lost since then
 * @param lossUnknown whether more may be lost than {@code missed} says, since the publisher or this instance was
 *     restarted meanwhile
 * @param created when it was made
 */
public record SubscriptionStatus(
        String id,
        InstanceRef publisher,
        String action,
        String receiver,
        Overflow overflow,
        State state,
        String reason,
        long sequence,
        long received,
        long missed,
        boolean lossUnknown,
        Instant created) {

    /** Whether events come. */
    public enum State {
        /** The publisher sends. */
        ATTACHED,
        /** The peer isn't connected, or the subscription is about to be opened again. */
        WAITING,
        /** There is no such receiver at the moment. */
        NO_RECEIVER,
        /** The publisher refuses; {@code reason} says why. */
        REFUSED,
        /** It is ended here, and the publisher has yet to be told. */
        ENDING
    }
}
