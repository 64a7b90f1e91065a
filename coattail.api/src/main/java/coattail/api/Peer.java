// SPDX-License-Identifier: Apache-2.0
package coattail.api;

import org.osgi.annotation.versioning.ProviderType;

/** Another instance, known by a token that one of the two issued to the other. */
@ProviderType
public interface Peer extends Instance {

    /**
     * Subscribes a receiver of this instance to what the peer publishes under a name. Needs the peer connected. The
     * subscription is stored on both sides and outlives restarts of either; a refused one is stored on neither.
     * Repeating it changes no more than its {@linkplain Option#overflow policy}.
     *
     * @param action the name that the peer publishes under; it need not be offered at the moment
     * @param receiver the name of a receiver that this instance offers
     */
    Call<Void> subscribe(String action, String receiver, Option... options);

    /**
     * Ends a subscription. Works while the peer is not connected: no event reaches the receiver from then on, and the
     * peer learns of it at the next contact.
     */
    Call<Void> unsubscribe(String action, String receiver);
}
