// SPDX-License-Identifier: Apache-2.0
package coattail.core.spi.contract;

import static coattail.core.spi.contract.StoreSamples.FINE;
import static coattail.core.spi.contract.StoreSamples.NOW;
import static coattail.core.spi.contract.StoreSamples.instance;
import static coattail.core.spi.contract.StoreSamples.peer;
import static coattail.core.spi.contract.StoreSamples.subscription;
import static coattail.core.spi.contract.StoreSamples.subscriptionId;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import coattail.api.Overflow;
import coattail.core.spi.Store;
import coattail.core.spi.StoreException;
import coattail.core.spi.Subscription;
import coattail.core.spi.Subscription.State;

/** What {@link coattail.core.spi.Subscriptions} promises. */
public interface SubscriptionsContract {

    /** A store that is empty at the beginning of each test. */
    Store store();

    @Test
    default void subscriptionIsFoundByPeerActionAndReceiver() {
        store().peers().put(peer(1));
        store().peers().put(peer(2));
        var subscription = subscription(1, 1, "a");
        store().subscriptions().put(subscription);

        assertEquals(Optional.of(subscription), store().subscriptions().find(instance(1), "measured", "a"));
        assertEquals(Optional.empty(), store().subscriptions().find(instance(2), "measured", "a"));
        assertEquals(Optional.empty(), store().subscriptions().find(instance(1), "Measured", "a"));
        assertEquals(Optional.empty(), store().subscriptions().find(instance(1), "measured", "b"));
    }

    @Test
    default void subscriptionKeepsAllThatItMayHave() {
        store().peers().put(peer(1));
        int number = 0;
        for (var overflow : Overflow.values()) {
            for (var state : State.values()) {
                var subscription = new Subscription(
                        subscriptionId(number),
                        instance(1),
                        "n".repeat(64),
                        "receiver " + number,
                        overflow,
                        state,
                        "größer".repeat(number),
                        NOW);
                store().subscriptions().put(subscription);
                assertEquals(
                        Optional.of(subscription),
                        store().subscriptions().find(instance(1), subscription.action(), subscription.receiver()));
                number++;
            }
        }
    }

    @Test
    default void reasonIsCutAtAThousandCharacters() {
        store().peers().put(peer(1));
        store().subscriptions()
                .put(new Subscription(
                        subscriptionId(1),
                        instance(1),
                        "measured",
                        "a",
                        Overflow.LATEST,
                        State.WANTED,
                        "ü".repeat(1001),
                        NOW));

        assertEquals("ü".repeat(1000), store().subscriptions().list().get(0).reason());
    }

    @Test
    default void subscriptionTimesAreKeptToTheMillisecond() {
        store().peers().put(peer(1));
        store().subscriptions()
                .put(new Subscription(
                        subscriptionId(1), instance(1), "measured", "a", Overflow.LATEST, State.WANTED, "", FINE));

        assertEquals(NOW, store().subscriptions().list().get(0).created());
    }

    @Test
    default void subscriptionsAreListedInTheOrderTheyWereMade() {
        store().peers().put(peer(1));
        store().peers().put(peer(2));
        store().subscriptions().put(subscription(3, 1, "a"));
        store().subscriptions().put(subscription(1, 2, "b"));
        store().subscriptions().put(subscription(2, 1, "c"));

        assertEquals(
                List.of(subscription(1, 2, "b"), subscription(2, 1, "c"), subscription(3, 1, "a")),
                store().subscriptions().list());
    }

    @Test
    default void droppedSubscriptionsAreStillListed() {
        store().peers().put(peer(1));
        var wanted = subscription(1, 1, "a");
        store().subscriptions().put(wanted);
        var dropped = new Subscription(
                wanted.id(),
                wanted.peerId(),
                wanted.action(),
                wanted.receiver(),
                wanted.overflow(),
                State.DROPPED,
                "not wanted",
                wanted.created());
        store().subscriptions().put(dropped);

        assertEquals(List.of(dropped), store().subscriptions().list());
        assertEquals(Optional.of(dropped), store().subscriptions().find(instance(1), "measured", "a"));
    }

    @Test
    default void putReplacesTheSubscriptionOfTheSameId() {
        store().peers().put(peer(1));
        store().peers().put(peer(2));
        store().subscriptions().put(subscription(1, 1, "a"));
        var moved = new Subscription(
                subscriptionId(1), instance(2), "other", "b", Overflow.DISCONNECT, State.WANTED, "why", NOW);
        store().subscriptions().put(moved);

        assertEquals(List.of(moved), store().subscriptions().list());
        assertEquals(Optional.empty(), store().subscriptions().find(instance(1), "measured", "a"));
    }

    @Test
    default void subscriptionAtAnUnknownPeerIsRefused() {
        assertThrows(StoreException.class, () -> store().subscriptions().put(subscription(1, 1, "a")));
        assertEquals(List.of(), store().subscriptions().list());
    }

    @Test
    default void secondSubscriptionForTheSameIsRefused() {
        store().peers().put(peer(1));
        store().subscriptions().put(subscription(1, 1, "a"));
        store().subscriptions().put(subscription(2, 1, "b"));

        assertThrows(StoreException.class, () -> store().subscriptions().put(subscription(3, 1, "a")));
        assertThrows(StoreException.class, () -> store().subscriptions().put(subscription(2, 1, "a")));
        assertEquals(
                List.of(subscription(1, 1, "a"), subscription(2, 1, "b")),
                store().subscriptions().list());
    }

    @Test
    default void ofSeveralSubscriptionsForTheSameAtOnceExactlyOneIsMade() throws Exception {
        store().peers().put(peer(1));
        var results = Race.of(8, runner -> () -> {
            try {
                store().subscriptions().put(subscription(runner, 1, "a"));
                return true;
            } catch (StoreException e) {
                return false;
            }
        });
        assertEquals(1, results.stream().filter(made -> made).count());
        assertEquals(
                List.of(subscription(results.indexOf(true), 1, "a")),
                store().subscriptions().list());
    }

    @Test
    default void deletedSubscriptionIsGone() {
        store().peers().put(peer(1));
        store().subscriptions().put(subscription(1, 1, "a"));
        store().subscriptions().put(subscription(2, 1, "b"));

        assertTrue(store().subscriptions().delete(subscriptionId(1)));
        assertFalse(store().subscriptions().delete(subscriptionId(1)));
        assertEquals(List.of(subscription(2, 1, "b")), store().subscriptions().list());
    }
}
