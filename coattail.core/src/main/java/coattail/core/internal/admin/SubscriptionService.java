// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.admin;

import static java.util.Objects.requireNonNull;

import java.util.List;

import coattail.core.admin.SubscriberStatus;
import coattail.core.admin.SubscriptionAdmin;
import coattail.core.admin.SubscriptionStatus;
import coattail.core.internal.publish.Hub;
import coattail.core.internal.subscribe.SubscriptionBook;

/** Subscriptions of both sides, as operators see them. */
public final class SubscriptionService implements SubscriptionAdmin {
    private final SubscriptionBook subscriptions;
    private final Hub hub;

    public SubscriptionService(SubscriptionBook subscriptions, Hub hub) {
        this.subscriptions = requireNonNull(subscriptions, "subscriptions");
        this.hub = requireNonNull(hub, "hub");
    }

    @Override
    public List<SubscriptionStatus> subscriptions() {
        return subscriptions.snapshot();
    }

    @Override
    public List<SubscriberStatus> subscribers() {
        return hub.snapshot();
    }
}
