// SPDX-License-Identifier: Apache-2.0
package coattail.core.spi.contract;

import static coattail.core.spi.contract.StoreSamples.FINE;
import static coattail.core.spi.contract.StoreSamples.NOW;
import static coattail.core.spi.contract.StoreSamples.instance;
import static coattail.core.spi.contract.StoreSamples.jti;
import static coattail.core.spi.contract.StoreSamples.subscriber;
import static coattail.core.spi.contract.StoreSamples.subscriptionId;
import static coattail.core.spi.contract.StoreSamples.token;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.junit.jupiter.api.Test;

import coattail.api.Overflow;
import coattail.core.spi.Store;
import coattail.core.spi.Subscriber;
import coattail.core.spi.Subscribers;
import coattail.core.spi.Subscribers.Put;

/** What {@link Subscribers} promises. */
public interface SubscribersContract {

    /** A store that is empty at the beginning of each test. */
    Store store();

    /** The subscribers of the store, in which the tokens 1 and 2 are active. */
    private Subscribers subscribers() {
        if (store().tokens().find(jti(1)).isEmpty()) {
            store().tokens().add(token(1));
            store().tokens().add(token(2));
        }
        return store().subscribers();
    }

    @Test
    default void subscriberIsFoundByInstanceAndId() {
        var subscriber = subscriber(1, 1, "a", 1);
        assertEquals(Put.STORED, subscribers().put(subscriber, 10));

        assertEquals(Optional.of(subscriber), subscribers().find(instance(1), subscriptionId(1)));
        assertEquals(Optional.empty(), subscribers().find(instance(2), subscriptionId(1)));
        assertEquals(Optional.empty(), subscribers().find(instance(1), subscriptionId(2)));
    }

    @Test
    default void subscriberKeepsAllThatItMayHave() {
        int number = 0;
        for (var overflow : Overflow.values()) {
            var subscriber = new Subscriber(
                    instance(1),
                    subscriptionId(number),
                    "n".repeat(64),
                    "receiver " + number,
                    overflow,
                    Integer.MAX_VALUE - number,
                    jti(1),
                    NOW);
            assertEquals(Put.STORED, subscribers().put(subscriber, 10));
            assertEquals(Optional.of(subscriber), subscribers().find(instance(1), subscriptionId(number)));
            number++;
        }
    }

    @Test
    default void subscriberTimesAreKeptToTheMillisecond() {
        var given = new Subscriber(instance(1), subscriptionId(1), "measured", "a", Overflow.LATEST, 1, jti(1), FINE);
        subscribers().put(given, 10);

        assertEquals(NOW, subscribers().list().get(0).created());
        assertEquals(Put.UNCHANGED, subscribers().put(given, 10));
    }

    @Test
    default void subscribersAreListedInTheOrderTheyWereMade() {
        subscribers().put(subscriber(3, 1, "a", 1), 10);
        subscribers().put(subscriber(1, 2, "a", 1), 10);
        subscribers().put(subscriber(2, 1, "b", 2), 10);

        assertEquals(
                List.of(subscriber(1, 2, "a", 1), subscriber(2, 1, "b", 2), subscriber(3, 1, "a", 1)),
                subscribers().list());
        assertEquals(
                List.of(subscriber(2, 1, "b", 2), subscriber(3, 1, "a", 1)),
                subscribers().ofInstance(instance(1)));
        assertEquals(List.of(), subscribers().ofInstance(instance(3)));
    }

    @Test
    default void sameIdOfAnotherInstanceIsAnotherSubscription() {
        assertEquals(Put.STORED, subscribers().put(subscriber(1, 1, "a", 1), 10));
        assertEquals(Put.STORED, subscribers().put(subscriber(1, 2, "a", 1), 10));

        assertEquals(2, subscribers().list().size());
    }

    @Test
    default void repeatThatChangesNothingWritesNothing() {
        var first = subscriber(1, 1, "a", 1);
        subscribers().put(first, 1);
        var repeat = new Subscriber(
                first.instanceId(),
                first.subscriptionId(),
                first.action(),
                first.receiver(),
                first.overflow(),
                first.window(),
                first.jti(),
                NOW.plusSeconds(9));

        assertEquals(Put.UNCHANGED, subscribers().put(repeat, 1));
        assertEquals(List.of(first), subscribers().list());
    }

    @Test
    default void putReplacesTheOneOfTheSameId() {
        subscribers().put(subscriber(1, 1, "a", 1), 1);
        subscribers().put(subscriber(2, 1, "b", 2), 10);
        var changed = new Subscriber(
                instance(1), subscriptionId(1), "measured", "a", Overflow.DISCONNECT, 7, jti(1), NOW.plusSeconds(1));
        assertEquals(Put.STORED, subscribers().put(changed, 1));
        assertEquals(Optional.of(changed), subscribers().find(instance(1), subscriptionId(1)));

        var moved = subscriber(1, 1, "a", 2);
        assertEquals(Put.STORED, subscribers().put(moved, 10), "under another token");
        assertEquals(List.of(moved, subscriber(2, 1, "b", 2)), subscribers().list());
    }

    @Test
    default void anotherIdForTheSameTakesOver() {
        subscribers().put(subscriber(1, 1, "a", 1), 1);
        var successor = subscriber(2, 1, "a", 1);

        assertEquals(Put.STORED, subscribers().put(successor, 1));
        assertEquals(List.of(successor), subscribers().list());
        assertEquals(Optional.empty(), subscribers().find(instance(1), subscriptionId(1)));
        assertEquals(Put.STORED, subscribers().put(subscriber(1, 1, "a", 1), 1), "and back");
    }

    @Test
    default void knownIdForAnotherActionOrReceiverIsAConflict() {
        var first = subscriber(1, 1, "a", 1);
        subscribers().put(first, 10);
        subscribers().put(subscriber(2, 1, "b", 1), 10);
        var otherAction =
                new Subscriber(instance(1), subscriptionId(1), "other", "a", Overflow.DROP_OLDEST, 64, jti(1), NOW);

        assertEquals(Put.CONFLICT, subscribers().put(otherAction, 10));
        assertEquals(Put.CONFLICT, subscribers().put(subscriber(1, 1, "c", 1), 10));
        assertEquals(Put.CONFLICT, subscribers().put(subscriber(1, 1, "b", 1), 10), "nor does it take over");
        assertEquals(List.of(first, subscriber(2, 1, "b", 1)), subscribers().list());
    }

    @Test
    default void noneStandsUnderARevokedOrUnknownToken() {
        subscribers().put(subscriber(1, 1, "a", 2), 10);
        store().tokens().revoke(jti(1));

        assertEquals(Put.NO_TOKEN, subscribers().put(subscriber(2, 1, "b", 1), 10));
        assertEquals(Put.NO_TOKEN, subscribers().put(subscriber(2, 1, "b", 3), 10));
        assertEquals(Put.NO_TOKEN, subscribers().put(subscriber(1, 1, "a", 1), 10), "nor moves there");
        assertEquals(List.of(subscriber(1, 1, "a", 2)), subscribers().list());
    }

    @Test
    default void noMoreStandUnderATokenThanItsLimit() {
        assertEquals(Put.STORED, subscribers().put(subscriber(1, 1, "a", 1), 2));
        assertEquals(Put.STORED, subscribers().put(subscriber(2, 2, "a", 1), 2), "whosever they are");
        assertEquals(Put.TOO_MANY, subscribers().put(subscriber(3, 1, "b", 1), 2));
        assertEquals(Put.STORED, subscribers().put(subscriber(3, 1, "b", 2), 2), "each token has its own");
        assertEquals(Put.TOO_MANY, subscribers().put(subscriber(3, 1, "b", 1), 2), "nor is one moved there");
        assertEquals(
                List.of(subscriber(1, 1, "a", 1), subscriber(2, 2, "a", 1), subscriber(3, 1, "b", 2)),
                subscribers().list());

        subscribers().delete(instance(2), subscriptionId(2));
        assertEquals(Put.STORED, subscribers().put(subscriber(3, 1, "b", 1), 2));
    }

    @Test
    default void limitHoldsAgainstSeveralAtOnce() throws Exception {
        subscribers();
        for (int round = 0; round < 10; round++) {
            var results =
                    Race.of(8, runner -> () -> subscribers().put(subscriber(runner, runner % 3, "r" + runner, 1), 3));

            assertEquals(3, Collections.frequency(results, Put.STORED));
            assertEquals(5, Collections.frequency(results, Put.TOO_MANY));
            assertEquals(3, subscribers().list().size());
            subscribers().list().forEach(s -> subscribers().delete(s.instanceId(), s.subscriptionId()));
        }
    }

    @Test
    default void ofSeveralIdsForTheSameAtOnceOneIsLeft() throws Exception {
        subscribers();
        for (int round = 0; round < 10; round++) {
            var results = Race.of(8, runner -> () -> subscribers().put(subscriber(runner, 1, "a", 1 + runner % 2), 1));

            assertEquals(Set.of(Put.STORED), new HashSet<>(results));
            assertEquals(1, subscribers().list().size());
            subscribers().deleteOthers(instance(1), List.of());
        }
    }

    @Test
    default void deletedSubscriberIsGoneAndMayComeBack() {
        var subscriber = subscriber(1, 1, "a", 1);
        subscribers().put(subscriber, 10);
        subscribers().put(subscriber(1, 2, "a", 1), 10);

        assertTrue(subscribers().delete(instance(1), subscriptionId(1)));
        assertFalse(subscribers().delete(instance(1), subscriptionId(1)));
        assertEquals(List.of(subscriber(1, 2, "a", 1)), subscribers().list());
        assertEquals(Put.STORED, subscribers().put(subscriber, 10));
    }

    @Test
    default void deleteOthersLeavesThoseNamed() {
        subscribers().put(subscriber(1, 1, "a", 1), 10);
        subscribers().put(subscriber(2, 1, "b", 1), 10);
        subscribers().put(subscriber(3, 1, "c", 2), 10);
        subscribers().put(subscriber(4, 2, "a", 1), 10);

        var deleted = subscribers().deleteOthers(instance(1), List.of(subscriptionId(2), subscriptionId(4)));
        assertEquals(Set.of(subscriptionId(1), subscriptionId(3)), Set.copyOf(deleted));
        assertEquals(
                List.of(subscriber(2, 1, "b", 1), subscriber(4, 2, "a", 1)),
                subscribers().list());

        assertEquals(List.of(), subscribers().deleteOthers(instance(1), List.of(subscriptionId(2))));
        assertEquals(List.of(), subscribers().deleteOthers(instance(3), List.of()));
        assertEquals(List.of(subscriptionId(2)), subscribers().deleteOthers(instance(1), List.of()));
        assertEquals(List.of(subscriber(4, 2, "a", 1)), subscribers().list());
    }

    @Test
    default void revokedIdIsRememberedForGood() {
        subscribers().put(subscriber(1, 1, "a", 1), 1);

        assertTrue(subscribers().revoke(instance(1), subscriptionId(1)));
        assertFalse(subscribers().revoke(instance(1), subscriptionId(1)));
        assertEquals(List.of(), subscribers().list());
        assertEquals(Put.REVOKED, subscribers().put(subscriber(1, 1, "a", 1), 1));
        assertEquals(Put.REVOKED, subscribers().put(subscriber(1, 1, "b", 2), 1), "whatever it is for");
        assertEquals(Put.STORED, subscribers().put(subscriber(1, 2, "a", 1), 1), "the id of another instance isn't");
        assertEquals(Put.REVOKED, subscribers().put(subscriber(1, 1, "a", 1), 1), "told before the limit");
        assertEquals(List.of(subscriber(1, 2, "a", 1)), subscribers().list());
    }

    @Test
    default void anotherIdMaySubscribeAfterARevocation() {
        subscribers().put(subscriber(1, 1, "a", 1), 1);
        subscribers().revoke(instance(1), subscriptionId(1));

        assertEquals(Put.STORED, subscribers().put(subscriber(2, 1, "a", 1), 1));
        assertEquals(Put.REVOKED, subscribers().put(subscriber(1, 1, "a", 1), 1), "nor takes the old one it over");
        assertEquals(List.of(subscriber(2, 1, "a", 1)), subscribers().list());
    }

    @Test
    default void revokingWhatIsNotThereDoesNothing() {
        assertFalse(subscribers().revoke(instance(1), subscriptionId(1)));
        assertEquals(Put.STORED, subscribers().put(subscriber(1, 1, "a", 1), 1));
    }

    @Test
    default void whatIsPutWhileItIsRevokedDoesNotComeBack() throws Exception {
        for (int round = 0; round < 10; round++) {
            int number = round;
            assertEquals(Put.STORED, subscribers().put(subscriber(number, 1, "a", 1), 1));
            var results = Race.of(
                    5,
                    runner -> () -> runner == 0
                            ? (Object) subscribers().revoke(instance(1), subscriptionId(number))
                            : subscribers().put(subscriber(number, 1, "a", 1 + runner % 2), 1));

            assertEquals(true, results.get(0));
            assertEquals(List.of(), subscribers().list());
            assertEquals(Put.REVOKED, subscribers().put(subscriber(number, 1, "a", 1), 1));
        }
    }
}
