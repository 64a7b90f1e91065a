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
}
