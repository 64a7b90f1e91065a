// SPDX-License-Identifier: Apache-2.0
package coattail.core.admin;

import java.util.List;

import org.osgi.annotation.versioning.ProviderType;

/** Subscriptions of both sides. To subscribe and unsubscribe use {@link coattail.api.Peer}. */
@ProviderType
public interface SubscriptionAdmin {

    /** What this instance is subscribed to. */
    List<SubscriptionStatus> subscriptions();

    /** Who is subscribed to this instance. */
    List<SubscriberStatus> subscribers();

    /**
     * One of those who are subscribed to this instance.
     *
     * @param subscription its id, or a prefix of it that no other subscription here shares
     * @throws coattail.api.CoattailException NO_SUCH_SUBSCRIPTION if there is none, BAD_INPUT if there are several
     */
    SubscriberStatus subscriber(String subscription);

    /**
     * Ends a peer's subscription here for good: it gets nothing any more, and forgets it, at the next contact at the
     * latest. It may subscribe anew while its token allows that.
     *
     * @param subscription its id, or a prefix of it that no other subscription here shares
     * @return the subscription as it was
     * @throws coattail.api.CoattailException NO_SUCH_SUBSCRIPTION if there is none, BAD_INPUT if there are several
     */
    SubscriberStatus revoke(String subscription);
}
