// SPDX-License-Identifier: Apache-2.0
package coattail.core.admin;

import java.time.Instant;
import java.util.Optional;

import coattail.api.InstanceRef;
import coattail.api.Outcome;
import coattail.api.Overflow;

/**
 * A peer's subscription here.
 *
 * @param id its id, 32 hexadecimal digits, unique together with the subscriber
 * @param subscriber the peer
 * @param action the name here
 * @param receiver the name there
 * @param overflow what is done when its window is full
 * @param window how many events may wait
 * @param attached whether it is connected
 * @param waiting how many events wait now
 * @param sequence the number of the last event
 * @param dropped how many events it missed since this instance started
 * @param lastOutcome what became of the last event whose outcome is known
 * @param token the token under which it stands
 * @param created when it was made
 */
public record SubscriberStatus(
        String id,
        InstanceRef subscriber,
        String action,
        String receiver,
        Overflow overflow,
        int window,
        boolean attached,
        int waiting,
        long sequence,
        long dropped,
        Optional<Outcome> lastOutcome,
        String token,
        Instant created) {}
