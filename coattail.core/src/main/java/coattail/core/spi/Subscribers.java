// SPDX-License-Identifier: Apache-2.0
package coattail.core.spi;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

import org.osgi.annotation.versioning.ProviderType;

/** Who is subscribed to this instance. */
@ProviderType
public interface Subscribers {

    /** The subscription of a subscriber and its id for it. */
    Optional<Subscriber> find(String instanceId, String subscriptionId);

    /** All subscriptions of one subscriber. */
    List<Subscriber> ofInstance(String instanceId);

    /** All subscriptions, in the order they were made. */
    List<Subscriber> list();

    /**
     * Adds a subscription, replaces the one of the same subscriber and id, or takes over the row of the same
     * subscriber, action and receiver. Where several reasons speak against it, the first in the order of {@link Put} is
     * told. A token that is revoked meanwhile leaves no subscription behind: either this is done first and undone by
     * the revocation, or it finds the token revoked.
     *
     * @param subscriber the subscription
     * @param most how many subscriptions may stand under the token, this one included
     * @return what was done; nothing is changed unless STORED
     */
    Put put(Subscriber subscriber, int most);

    /** What {@link #put} did. */
    enum Put {
        /** It stands now as it was given. */
        STORED,
        /** It stood already, equal in all but the time of its making: nothing was written. */
        UNCHANGED,
        /** The token under which it was to stand has been revoked, or there is none of its id. */
        NO_TOKEN,
        /** The operator revoked a subscription of this subscriber and id. */
        REVOKED,
        /** The subscriber has one of this id for another action or receiver. */
        CONFLICT,
        /** The token's limit is reached. */
        TOO_MANY
    }

    /**
     * Deletes a subscription.
     *
     * @return whether there was one
     */
    boolean delete(String instanceId, String subscriptionId);

    /**
     * Deletes all subscriptions of a subscriber but those named.
     *
     * @return the ids of those deleted
     */
    List<String> deleteOthers(String instanceId, Collection<String> subscriptionIds);

    /**
     * Deletes a subscription and remembers for good that its id was revoked; does nothing if there is none.
     *
     * @return whether there was one
     */
    boolean revoke(String instanceId, String subscriptionId);
}
