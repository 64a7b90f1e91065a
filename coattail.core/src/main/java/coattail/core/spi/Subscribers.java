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
     * Adds a subscription, replaces the one of the same subscriber and id, or takes over the row of the same subscriber, action
     * and receiver.
     *
     * @param most how many subscriptions may stand under the token, this one included
     * @return what was done; nothing is changed unless STORED
     */
    Put put(Subscriber subscriber, int most);

    /** What {@link #put} did. */
    enum Put {
        STORED,
        /** Equal in all but the time of its making: nothing was written. */
        UNCHANGED,
        /** The token's limit is reached. */
        TOO_MANY,
        /** The operator revoked a subscription of this subscriber and id. */
        REVOKED,
        /** The subscriber has one of this id for another action or receiver. */
        CONFLICT
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
     * Deletes a subscription and remembers for good that its id was revoked.
     *
     * @return whether there was one
     */
    boolean revoke(String instanceId, String subscriptionId);
}
