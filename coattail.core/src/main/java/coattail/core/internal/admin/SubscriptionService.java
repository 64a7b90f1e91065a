// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.admin;

import static java.util.Objects.requireNonNull;

import java.util.List;

import coattail.api.CoattailException;
import coattail.api.ErrorCode;
import coattail.core.admin.SubscriberStatus;
import coattail.core.admin.SubscriptionAdmin;
import coattail.core.admin.SubscriptionStatus;
import coattail.core.internal.publish.Hub;
import coattail.core.internal.subscribe.SubscriptionBook;
import coattail.core.internal.wire.Id16;

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

    @Override
    public SubscriberStatus subscriber(String idOrPrefix) {
        var matches = idOrPrefix.isEmpty()
                ? List.<SubscriberStatus>of()
                : hub.snapshot().stream()
                        .filter(one -> one.id().startsWith(idOrPrefix))
                        .toList();
        if (matches.size() > 1) {
            throw new CoattailException(
                    ErrorCode.BAD_INPUT,
                    "'" + idOrPrefix + "' fits " + matches.size() + " subscriptions; give more of the id");
        }
        return matches.stream().findFirst().orElseThrow(() -> none(idOrPrefix));
    }

    @Override
    public SubscriberStatus revoke(String subscription) {
        return Translated.of(() -> {
            var found = subscriber(subscription);
            if (!hub.revoke(found.subscriber().id(), Id16.parse(found.id()))) {
                throw none(subscription);
            }
            return found;
        });
    }

    private static CoattailException none(String subscription) {
        return new CoattailException(
                ErrorCode.NO_SUCH_SUBSCRIPTION,
                "nobody has a subscription '" + subscription + "' here; 'subscribers list' shows those there are");
    }
}
