// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.testing;

import static coattail.core.internal.testing.InMemoryStore.toMillis;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

import coattail.core.spi.Subscriber;
import coattail.core.spi.Subscribers;

final class InMemorySubscribers implements Subscribers {
    private record Key(String instanceId, String subscriptionId) {}

    private final Object lock;
    private final Predicate<String> active;
    private final List<Subscriber> subscribers = new ArrayList<>();
    private final Set<Key> revoked = new HashSet<>();

    /** @param active whether there is an active token of an id */
    InMemorySubscribers(Object lock, Predicate<String> active) {
        this.lock = lock;
        this.active = active;
    }

    @Override
    public Optional<Subscriber> find(String instanceId, String subscriptionId) {
        return ofInstance(instanceId).stream()
                .filter(s -> s.subscriptionId().equals(subscriptionId))
                .findFirst();
    }

    @Override
    public List<Subscriber> ofInstance(String instanceId) {
        return list().stream().filter(s -> s.instanceId().equals(instanceId)).toList();
    }

    @Override
    public List<Subscriber> list() {
        synchronized (lock) {
            return subscribers.stream()
                    .sorted(Comparator.comparing(Subscriber::created))
                    .toList();
        }
    }

    @Override
    public Put put(Subscriber given, int most) {
        var subscriber = at(given, given);
        synchronized (lock) {
            if (!active.test(subscriber.jti())) {
                return Put.NO_TOKEN;
            }
            if (revoked.contains(key(subscriber))) {
                return Put.REVOKED;
            }
            var same = find(subscriber.instanceId(), subscriber.subscriptionId());
            if (same.isPresent() && !concernsTheSame(same.get(), subscriber)) {
                return Put.CONFLICT;
            }
            if (same.isPresent() && at(subscriber, same.get()).equals(same.get())) {
                return Put.UNCHANGED;
            }
            long others = subscribers.stream()
                    .filter(s -> s.jti().equals(subscriber.jti()) && !concernsTheSame(s, subscriber))
                    .count();
            if (others >= most) {
                return Put.TOO_MANY;
            }
            subscribers.removeIf(s -> concernsTheSame(s, subscriber));
            subscribers.add(subscriber);
            return Put.STORED;
        }
    }

    @Override
    public boolean delete(String instanceId, String subscriptionId) {
        synchronized (lock) {
            return subscribers.removeIf(s -> key(s).equals(new Key(instanceId, subscriptionId)));
        }
    }

    @Override
    public List<String> deleteOthers(String instanceId, Collection<String> subscriptionIds) {
        synchronized (lock) {
            var others = ofInstance(instanceId).stream()
                    .map(Subscriber::subscriptionId)
                    .filter(id -> !subscriptionIds.contains(id))
                    .toList();
            others.forEach(id -> delete(instanceId, id));
            return others;
        }
    }

    @Override
    public boolean revoke(String instanceId, String subscriptionId) {
        synchronized (lock) {
            boolean deleted = delete(instanceId, subscriptionId);
            if (deleted) {
                revoked.add(new Key(instanceId, subscriptionId));
            }
            return deleted;
        }
    }

    void deleteUnder(String jti) {
        synchronized (lock) {
            subscribers.removeIf(s -> s.jti().equals(jti));
        }
    }

    void deleteUnder(String jti, String instanceId) {
        synchronized (lock) {
            subscribers.removeIf(s -> s.jti().equals(jti) && s.instanceId().equals(instanceId));
        }
    }

    private static Key key(Subscriber subscriber) {
        return new Key(subscriber.instanceId(), subscriber.subscriptionId());
    }

    private static boolean concernsTheSame(Subscriber one, Subscriber other) {
        return one.instanceId().equals(other.instanceId())
                && one.action().equals(other.action())
                && one.receiver().equals(other.receiver());
    }

    /** A subscriber as it is, but made when another was. */
    private static Subscriber at(Subscriber subscriber, Subscriber other) {
        return new Subscriber(
                subscriber.instanceId(),
                subscriber.subscriptionId(),
                subscriber.action(),
                subscriber.receiver(),
                subscriber.overflow(),
                subscriber.window(),
                subscriber.jti(),
                toMillis(other.created()));
    }
}
