// SPDX-License-Identifier: Apache-2.0
package coattail.core.spi.contract;

import static coattail.core.spi.contract.StoreSamples.FINE;
import static coattail.core.spi.contract.StoreSamples.NOW;
import static coattail.core.spi.contract.StoreSamples.instance;
import static coattail.core.spi.contract.StoreSamples.jti;
import static coattail.core.spi.contract.StoreSamples.subscriber;
import static coattail.core.spi.contract.StoreSamples.token;
import static coattail.core.spi.contract.StoreSamples.validationToken;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import coattail.core.spi.IssuedToken;
import coattail.core.spi.Store;
import coattail.core.spi.StoreException;
import coattail.core.spi.Subscribers.Put;
import coattail.core.spi.ValidationToken;
import coattail.core.spi.ValidationToken.State;

/** What {@link coattail.core.spi.ValidationTokens} promises. */
public interface ValidationTokensContract {

    /** A store that is empty at the beginning of each test. */
    Store store();

    @Test
    default void validationTokenIsFoundAsItWasAdded() {
        assertTrue(store().validationTokens().add(validationToken(1)));
        assertTrue(store().validationTokens().add(validationToken(2, 2, FINE)));

        assertEquals(Optional.of(validationToken(1)), store().validationTokens().find(jti(1)));
        assertEquals(
                Optional.of(validationToken(2, 2, NOW)),
                store().validationTokens().find(jti(2)),
                "to the millisecond");
        assertEquals(Optional.empty(), store().validationTokens().find(jti(3)));
    }

    @Test
    default void validationTokenKeepsAsLongClaimsAsATokenCanHave() {
        var given = new ValidationToken(jti(1), instance(1), "x".repeat(4000), State.ACTIVE, NOW);
        store().validationTokens().add(given);

        assertEquals(Optional.of(given), store().validationTokens().find(jti(1)));
    }

    @Test
    default void validationTokenAddedAgainStaysAsItIs() {
        store().validationTokens().add(validationToken(1, 1, NOW));

        assertFalse(store().validationTokens().add(validationToken(1, 1, NOW.plusSeconds(1))));
        assertEquals(
                Optional.of(validationToken(1, 1, NOW)),
                store().validationTokens().find(jti(1)));
    }

    @Test
    default void anotherValidationTokenOfTheSameIdIsRefusedAlsoWhereTheFirstWasRemoved() {
        store().validationTokens().add(validationToken(1, 1, NOW));

        assertThrows(StoreException.class, () -> store().validationTokens().add(validationToken(1, 2, NOW)));
        store().validationTokens().remove(jti(1), List.of(), List.of());
        assertThrows(StoreException.class, () -> store().validationTokens().add(validationToken(1, 2, NOW)));
        assertEquals(
                instance(1),
                store().validationTokens().find(jti(1)).orElseThrow().instanceId());
    }

    @Test
    default void validationTokensAreListedTheLastAddedFirst() {
        store().validationTokens().add(validationToken(1, 1, NOW.plusSeconds(1)));
        store().validationTokens().add(validationToken(2, 2, NOW.plusSeconds(3)));
        store().validationTokens().add(validationToken(3, 1, NOW.plusSeconds(2)));
        store().validationTokens().remove(jti(3), List.of(), List.of());

        assertEquals(
                List.of(jti(2), jti(3), jti(1)),
                store().validationTokens().list().stream()
                        .map(ValidationToken::jti)
                        .toList());
        var first = store().validationTokens().ofInstance(instance(1));
        assertEquals(
                List.of(jti(3), jti(1)),
                first.stream().map(ValidationToken::jti).toList());
        assertEquals(
                List.of(State.REMOVED, State.ACTIVE),
                first.stream().map(ValidationToken::state).toList());
        assertEquals(List.of(), store().validationTokens().ofInstance(instance(3)));
    }

    @Test
    default void validationTokenIsRemovedOnceAndMayComeBack() {
        store().validationTokens().add(validationToken(1, 1, NOW));

        assertTrue(store().validationTokens().remove(jti(1), List.of(), List.of()));
        assertFalse(store().validationTokens().remove(jti(1), List.of(), List.of()));
        assertFalse(store().validationTokens().remove(jti(2), List.of(), List.of()));
        assertEquals(
                State.REMOVED,
                store().validationTokens().find(jti(1)).orElseThrow().state());

        assertTrue(store().validationTokens().add(validationToken(1, 1, NOW.plusSeconds(1))));
        assertEquals(
                Optional.of(validationToken(1, 1, NOW.plusSeconds(1))),
                store().validationTokens().find(jti(1)));
    }

    @Test
    default void whatRestsOnAValidationTokenGoesWithIt() {
        store().validationTokens().add(validationToken(1));
        store().tokens().add(token(1));
        store().tokens().add(token(2));
        store().tokens().add(token(3));
        store().subscribers().put(subscriber(1, 1, "a", 1), 10);
        store().subscribers().put(subscriber(2, 1, "b", 2), 10);
        store().subscribers().put(subscriber(3, 2, "a", 2), 10);
        store().subscribers().put(subscriber(4, 1, "c", 3), 10);

        store().validationTokens().remove(jti(1), List.of(jti(2)), List.of(jti(1)));

        assertEquals(
                IssuedToken.State.REVOKED,
                store().tokens().find(jti(1)).orElseThrow().state());
        assertEquals(
                IssuedToken.State.ACTIVE,
                store().tokens().find(jti(2)).orElseThrow().state(),
                "another instance has it still");
        assertEquals(
                List.of(subscriber(3, 2, "a", 2), subscriber(4, 1, "c", 3)),
                store().subscribers().list());
        assertEquals(Put.STORED, store().subscribers().put(subscriber(5, 2, "b", 2), 10));
    }

    @Test
    default void nothingIsTakenAwayWhereAValidationTokenWasRemovedBefore() {
        store().validationTokens().add(validationToken(1));
        store().validationTokens().remove(jti(1), List.of(), List.of());
        store().tokens().add(token(1));
        store().subscribers().put(subscriber(1, 1, "a", 1), 10);

        assertFalse(store().validationTokens().remove(jti(1), List.of(jti(1)), List.of(jti(1))));
        assertEquals(
                IssuedToken.State.ACTIVE,
                store().tokens().find(jti(1)).orElseThrow().state());
        assertEquals(1, store().subscribers().list().size());
    }

    @Test
    default void ofSeveralThatRemoveOneAtOnceExactlyOneDoes() throws Exception {
        for (int round = 0; round < 10; round++) {
            int number = round;
            store().validationTokens().add(validationToken(number));
            var results =
                    Race.of(4, runner -> () -> store().validationTokens().remove(jti(number), List.of(), List.of()));
            assertEquals(1, results.stream().filter(removed -> removed).count());
        }
    }
}
