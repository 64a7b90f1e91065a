// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.admin;

import static java.util.Objects.requireNonNull;

import java.util.List;

import coattail.core.admin.SubscriberStatus;
import coattail.core.admin.SubscriptionAdmin;
import coattail.core.admin.SubscriptionStatus;
import coattail.core.internal.audit.AuditEvent;
import coattail.core.internal.audit.AuditKind;

/** Subscriptions; what operators end of others' is put on record. */
public final class AuditedSubscriptions implements SubscriptionAdmin {
    private final SubscriptionAdmin subscriptions;
    private final Changes changes;

    public AuditedSubscriptions(SubscriptionAdmin subscriptions, Changes changes) {
        this.subscriptions = requireNonNull(subscriptions, "subscriptions");
        this.changes = requireNonNull(changes, "changes");
    }

    @Override
    public SubscriberStatus revoke(String subscription) {
        var before = subscriptions.subscriber(subscription);
        var event = AuditEvent.ofCaller(AuditKind.SUBSCRIBER_REVOKE)
                .peer(before.subscriber().id())
                .token(before.token())
                .with("subscription", before.id())
                .with("action", before.action())
                .with("receiver", before.receiver());
        return changes.take(event, () -> subscriptions.revoke(before.id()));
    }

    @Override
    public List<SubscriptionStatus> subscriptions() {
        return subscriptions.subscriptions();
    }

    @Override
    public List<SubscriberStatus> subscribers() {
        return subscriptions.subscribers();
    }

    @Override
    public SubscriberStatus subscriber(String subscription) {
        return subscriptions.subscriber(subscription);
    }
}
