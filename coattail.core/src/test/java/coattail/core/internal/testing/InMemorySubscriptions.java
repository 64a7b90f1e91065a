// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.testing;

import static coattail.core.internal.testing.InMemoryStore.toMillis;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

import coattail.core.spi.StoreException;
import coattail.core.spi.Subscription;
import coattail.core.spi.Subscriptions;

final class InMemorySubscriptions implements Subscriptions {
    private final Object lock;
    private final Predicate<String> known;
    private final Map<String, Subscription> subscriptions = new LinkedHashMap<>();

    /** @param known whether a peer is known */
    InMemorySubscriptions(Object lock, Predicate<String> known) {
        this.lock = lock;
        this.known = known;
    }

    @Override
    public List<Subscription> list() {
        synchronized (lock) {
            return subscriptions.values().stream()
                    .sorted(Comparator.comparing(Subscription::created))
                    .toList();
        }
    }

    @Override
    public Optional<Subscription> find(String peerId, String action, String receiver) {
        return list().stream()
                .filter(s -> s.peerId().equals(peerId))
                .filter(s -> s.action().equals(action) && s.receiver().equals(receiver))
                .findFirst();
    }

    @Override
    public void put(Subscription subscription) {
        synchronized (lock) {
            if (!known.test(subscription.peerId())) {
                throw new StoreException("there is no peer " + subscription.peerId());
            }
            find(subscription.peerId(), subscription.action(), subscription.receiver())
                    .filter(other -> !other.id().equals(subscription.id()))
                    .ifPresent(other -> {
                        throw new StoreException("another subscription is for the same peer, action and receiver");
                    });
            subscriptions.put(
                    subscription.id(),
                    new Subscription(
                            subscription.id(),
                            subscription.peerId(),
                            subscription.action(),
                            subscription.receiver(),
                            subscription.overflow(),
                            subscription.state(),
                            subscription.reason(),
                            toMillis(subscription.created())));
        }
    }

    @Override
    public boolean delete(String id) {
        synchronized (lock) {
            return subscriptions.remove(id) != null;
        }
    }

    void deleteAt(String peerId) {
        synchronized (lock) {
            subscriptions.values().removeIf(s -> s.peerId().equals(peerId));
        }
    }
}
