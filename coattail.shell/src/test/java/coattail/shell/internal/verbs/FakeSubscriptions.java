// SPDX-License-Identifier: Apache-2.0
package coattail.shell.internal.verbs;

import static coattail.shell.internal.verbs.FakeInstance.NOW;
import static coattail.shell.internal.verbs.FakeInstance.PLANT;
import static coattail.shell.internal.verbs.FakeInstance.TOKEN_ID;

import java.util.List;
import java.util.Optional;

import coattail.api.CoattailException;
import coattail.api.ErrorCode;
import coattail.api.Outcome;
import coattail.api.Overflow;
import coattail.core.admin.SubscriberStatus;
import coattail.core.admin.SubscriptionAdmin;
import coattail.core.admin.SubscriptionStatus;

/** One subscription of either kind. */
final class FakeSubscriptions implements SubscriptionAdmin {
    private final FakeInstance instance;

    FakeSubscriptions(FakeInstance instance) {
        this.instance = instance;
    }

    @Override
    public List<SubscriptionStatus> subscriptions() {
        return instance.empty
                ? List.of()
                : List.of(new SubscriptionStatus(
                        "0f1e2d3c4b5a69788796a5b4c3d2e1f0",
                        PLANT,
                        "greet",
                        "remember",
                        Overflow.DROP_OLDEST,
                        SubscriptionStatus.State.ATTACHED,
                        "",
                        7,
                        6,
                        1,
                        true,
                        NOW));
    }

    @Override
    public SubscriberStatus subscriber(String subscription) {
        return subscribers().stream()
                .filter(one -> one.id().startsWith(subscription))
                .findFirst()
                .orElseThrow(() -> new CoattailException(
                        ErrorCode.NO_SUCH_SUBSCRIPTION, "nobody has a subscription " + subscription));
    }

    @Override
    public SubscriberStatus revoke(String subscription) {
        instance.asked.add("revoke subscription " + subscription);
        return subscriber(subscription);
    }

    @Override
    public List<SubscriberStatus> subscribers() {
        return instance.empty
                ? List.of()
                : List.of(new SubscriberStatus(
                        "0f1e2d3c4b5a69788796a5b4c3d2e1f0",
                        PLANT,
                        "greet",
                        "welcome",
                        Overflow.LATEST,
                        64,
                        true,
                        2,
                        9,
                        3,
                        Optional.of(Outcome.PROCESSED),
                        TOKEN_ID,
                        NOW));
    }
}
