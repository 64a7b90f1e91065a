// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.admin;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

import coattail.core.admin.ActionStatus;
import coattail.core.admin.HandlerAdmin;
import coattail.core.admin.ReceiverStatus;
import coattail.core.admin.SubscriptionStatus;
import coattail.core.internal.registry.ActionEntry;
import coattail.core.internal.registry.ActionRegistry;
import coattail.core.internal.registry.HandlerEntry;
import coattail.core.internal.registry.Listing;
import coattail.core.internal.registry.ReceiverEntry;
import coattail.core.internal.registry.ReceiverRegistry;
import coattail.core.internal.registry.Registry;
import coattail.core.internal.subscribe.SubscriptionBook;

/** The actions and receivers deployed here, as operators see them. */
public final class HandlerService implements HandlerAdmin {
    private final ActionRegistry actions;
    private final ReceiverRegistry receivers;
    private final SubscriptionBook subscriptions;

    public HandlerService(ActionRegistry actions, ReceiverRegistry receivers, SubscriptionBook subscriptions) {
        this.actions = requireNonNull(actions, "actions");
        this.receivers = requireNonNull(receivers, "receivers");
        this.subscriptions = requireNonNull(subscriptions, "subscriptions");
    }

    @Override
    public List<ActionStatus> actions() {
        var all = new ArrayList<ActionStatus>();
        actions.list().forEach(listing -> all.add(status(listing)));
        var names = new TreeSet<>(actions.declaredNames());
        names.addAll(receivers.declaredNames());
        for (var name : names) {
            if (actions.find(name).isEmpty()) {
                all.add(new ActionStatus(name, "", "", "", publisher(name), false, true, "", 0, 0, 0));
            }
        }
        all.sort(Comparator.comparing(ActionStatus::name));
        return List.copyOf(all);
    }

    private static ActionStatus status(Listing<ActionEntry> listing) {
        var entry = listing.entry();
        return new ActionStatus(
                listing.name(),
                entry.map(ActionEntry::description).orElse(""),
                entry.map(ActionEntry::inputType).orElse(""),
                entry.map(ActionEntry::outputType).orElse(""),
                listing.bundle(),
                entry.isPresent(),
                listing.offered(),
                listing.reason(),
                entry.map(ActionEntry::running).orElse(0),
                entry.map(action -> action.slots().limit()).orElse(0),
                entry.map(action -> action.slots().waiting()).orElse(0));
    }

    private String publisher(String name) {
        var action = publisher(actions, name);
        return action.isEmpty() ? publisher(receivers, name) : action;
    }

    private static <E extends HandlerEntry> String publisher(Registry<E> registry, String name) {
        return registry.offered().stream()
                .filter(entry -> entry.publishes().contains(name))
                .map(HandlerEntry::bundle)
                .findFirst()
                .orElse("");
    }

    @Override
    public List<ReceiverStatus> receivers() {
        var used = subscriptions.snapshot();
        return receivers.list().stream().map(listing -> status(listing, used)).toList();
    }

    @Override
    public Optional<String> schema(String receiver) {
        return receivers.find(receiver).map(entry -> entry.event().schema());
    }

    private static ReceiverStatus status(Listing<ReceiverEntry> listing, List<SubscriptionStatus> used) {
        var entry = listing.entry();
        return new ReceiverStatus(
                listing.name(),
                entry.map(ReceiverEntry::description).orElse(""),
                entry.map(ReceiverEntry::eventType).orElse(""),
                entry.map(receiver -> List.copyOf(receiver.publishes())).orElse(List.of()),
                listing.bundle(),
                listing.offered(),
                listing.reason(),
                listing.offered()
                        ? (int) used.stream()
                                .filter(each -> each.receiver().equals(listing.name()))
                                .count()
                        : 0);
    }
}
