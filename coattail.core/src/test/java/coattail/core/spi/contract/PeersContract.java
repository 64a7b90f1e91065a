// SPDX-License-Identifier: Apache-2.0
package coattail.core.spi.contract;

import static coattail.core.spi.contract.StoreSamples.FINE;
import static coattail.core.spi.contract.StoreSamples.NOW;
import static coattail.core.spi.contract.StoreSamples.instance;
import static coattail.core.spi.contract.StoreSamples.peer;
import static coattail.core.spi.contract.StoreSamples.subscription;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import coattail.core.spi.HeldToken;
import coattail.core.spi.PeerRecord;
import coattail.core.spi.Secret;
import coattail.core.spi.Store;
import coattail.core.spi.StoreException;

/** What {@link coattail.core.spi.Peers} promises. */
public interface PeersContract {

    /** A store that is empty at the beginning of each test. */
    Store store();

    @Test
    default void peerIsFoundAsItWasPut() {
        var without = peer(1);
        var held = new HeldToken(new Secret("t".repeat(4000)), "h".repeat(253), 65_535, true);
        var with = new PeerRecord(instance(2), "n".repeat(64), Optional.of(held), NOW, Optional.of(NOW.plusSeconds(1)));
        store().peers().put(without);
        store().peers().put(with);

        assertEquals(Optional.of(without), store().peers().find(instance(1)));
        assertEquals(Optional.of(with), store().peers().find(instance(2)));
        assertEquals(Optional.empty(), store().peers().find(instance(3)));
    }

    @Test
    default void peerTimesAreKeptToTheMillisecond() {
        store().peers().put(new PeerRecord(instance(1), "one", Optional.empty(), FINE, Optional.of(FINE)));
        assertEquals(
                Optional.of(new PeerRecord(instance(1), "one", Optional.empty(), NOW, Optional.of(NOW))),
                store().peers().find(instance(1)));

        store().peers().seen(instance(1), FINE.plusSeconds(1));
        assertEquals(
                Optional.of(NOW.plusSeconds(1)),
                store().peers().find(instance(1)).orElseThrow().lastSeen());
    }

    @Test
    default void peersAreListedByName() {
        for (var name : List.of("b", "a2", "B", "a", "a-1")) {
            store().peers().put(new PeerRecord("ct:" + name, name, Optional.empty(), NOW, Optional.empty()));
        }
        assertEquals(
                List.of("B", "a", "a-1", "a2", "b"),
                store().peers().list().stream().map(PeerRecord::name).toList());
    }

    @Test
    default void putReplacesThePeerOfTheSameId() {
        store().peers().put(peer(1, "old"));
        store().subscriptions().put(subscription(1, 1, "a"));
        var renewed = new PeerRecord(
                instance(1), "renamed", peer(1, "new").held(), NOW.plusSeconds(1), Optional.of(NOW.plusSeconds(2)));
        store().peers().put(renewed);

        assertEquals(List.of(renewed), store().peers().list());
        assertEquals(List.of(subscription(1, 1, "a")), store().subscriptions().list(), "and keeps its subscriptions");

        store().peers().put(peer(1));
        assertEquals(Optional.of(peer(1)), store().peers().find(instance(1)));
    }

    @Test
    default void nameOfAnotherPeerIsRefused() {
        store().peers().put(peer(1));
        store().peers().put(peer(2));
        var third = new PeerRecord(instance(3), peer(1).name(), Optional.empty(), NOW, Optional.empty());
        var second = new PeerRecord(instance(2), peer(1).name(), Optional.empty(), NOW, Optional.empty());

        var refusal = assertThrows(StoreException.class, () -> store().peers().put(third));
        assertTrue(refusal.getMessage().contains(peer(1).name()), refusal::getMessage);
        assertThrows(StoreException.class, () -> store().peers().put(second));
        assertEquals(List.of(peer(1), peer(2)), store().peers().list());
    }

    @Test
    default void ofSeveralPeersThatTakeANameAtOnceExactlyOneHasIt() throws Exception {
        var results = Race.of(8, runner -> () -> {
            try {
                store().peers().put(new PeerRecord(instance(runner), "one", Optional.empty(), NOW, Optional.empty()));
                return true;
            } catch (StoreException e) {
                return false;
            }
        });
        assertEquals(1, results.stream().filter(taken -> taken).count());
        var ids = store().peers().list().stream().map(PeerRecord::id).toList();
        assertEquals(List.of(instance(results.indexOf(true))), ids);
    }

    @Test
    default void acceptedIsNotedForTheTokenThatIsHeld() {
        store().peers().put(peer(1, "held"));
        store().peers().accepted(instance(1), new Secret("held"), true);
        assertTrue(store().peers()
                .find(instance(1))
                .orElseThrow()
                .held()
                .orElseThrow()
                .accepted());

        store().peers().accepted(instance(1), new Secret("held"), false);
        assertEquals(Optional.of(peer(1, "held")), store().peers().find(instance(1)));
    }

    @Test
    default void acceptedIsIgnoredForAnyOtherToken() {
        store().peers().put(peer(1, "new"));
        store().peers().put(peer(2));
        store().peers().accepted(instance(1), new Secret("old"), true);
        store().peers().accepted(instance(2), new Secret("old"), true);
        store().peers().accepted(instance(3), new Secret("old"), true);

        assertEquals(List.of(peer(1, "new"), peer(2)), store().peers().list());
    }

    @Test
    default void seenIsNotedForAKnownPeer() {
        store().peers().put(peer(1, "held"));
        store().peers().seen(instance(1), NOW.plusSeconds(5));
        store().peers().seen(instance(2), NOW.plusSeconds(5));

        assertEquals(
                List.of(new PeerRecord(
                        instance(1), peer(1).name(), peer(1, "held").held(), NOW, Optional.of(NOW.plusSeconds(5)))),
                store().peers().list());
    }

    @Test
    default void removeForgetsThePeerAndTheSubscriptionsThere() {
        store().peers().put(peer(1, "held"));
        store().peers().put(peer(2));
        store().subscriptions().put(subscription(1, 1, "a"));
        store().subscriptions().put(subscription(2, 2, "a"));

        assertTrue(store().peers().remove(instance(1)));
        assertFalse(store().peers().remove(instance(1)));
        assertEquals(List.of(peer(2)), store().peers().list());
        assertEquals(List.of(subscription(2, 2, "a")), store().subscriptions().list());
    }

    @Test
    default void removedPeerMayComeBack() {
        store().peers().put(peer(1, "held"));
        store().peers().remove(instance(1));
        store().peers().put(peer(1));

        assertEquals(List.of(peer(1)), store().peers().list());
    }

    @Test
    default void whatIsSubscribedWhileItsPeerIsRemovedLeavesNothingBehind() throws Exception {
        for (int round = 0; round < 10; round++) {
            store().peers().put(peer(1));
            Race.of(5, runner -> () -> {
                if (runner == 0) {
                    return store().peers().remove(instance(1));
                }
                try {
                    store().subscriptions().put(subscription(runner, 1, "r" + runner));
                    return true;
                } catch (StoreException e) {
                    return false;
                }
            });
            assertEquals(List.of(), store().peers().list());
            assertEquals(List.of(), store().subscriptions().list());
        }
    }
}
