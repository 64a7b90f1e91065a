// SPDX-License-Identifier: Apache-2.0
package coattail.core.spi;

import java.util.List;
import java.util.Optional;

import org.osgi.annotation.versioning.ProviderType;

/** What this instance is subscribed to. */
@ProviderType
public interface Subscriptions {

    /** All subscriptions, dropped ones included, in the order they were made. */
    List<Subscription> list();

    /** The subscription of a peer, action and receiver, dropped or not. */
    Optional<Subscription> find(String peerId, String action, String receiver);

    /**
     * Adds a subscription, or replaces the one of the same id.
     *
     * @throws StoreException if the peer is unknown, another subscription is for the same peer, action and receiver, or
     *     the database fails
     */
    void put(Subscription subscription);

    /**
     * Deletes a subscription.
     *
     * @return whether there was one
     */
    boolean delete(String id);
}
