// SPDX-License-Identifier: Apache-2.0
package coattail.core.spi.contract;

import static coattail.core.spi.contract.StoreSamples.FINE;
import static coattail.core.spi.contract.StoreSamples.NOW;
import static coattail.core.spi.contract.StoreSamples.assertToken;
import static coattail.core.spi.contract.StoreSamples.jti;
import static coattail.core.spi.contract.StoreSamples.signedBy;
import static coattail.core.spi.contract.StoreSamples.subscriber;
import static coattail.core.spi.contract.StoreSamples.thumbprint;
import static coattail.core.spi.contract.StoreSamples.token;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.junit.jupiter.api.Test;

import coattail.core.spi.IssuedToken;
import coattail.core.spi.IssuedToken.State;
import coattail.core.spi.Store;
import coattail.core.spi.StoreException;
import coattail.core.spi.Subscribers.Put;

/** What {@link coattail.core.spi.IssuedTokens} promises. */
public interface IssuedTokensContract {

    /** A store that is empty at the beginning of each test. */
    Store store();

    @Test
    default void tokenIsFoundAsItWasAdded() {
        var bound = token(1, Optional.of(thumbprint(7)), NOW);
        var unbound = token(2);
        store().tokens().add(bound);
        store().tokens().add(unbound);

        assertToken(bound, store().tokens().find(jti(1)).orElseThrow());
        assertToken(unbound, store().tokens().find(jti(2)).orElseThrow());
        assertEquals(Optional.empty(), store().tokens().find(jti(3)));
    }

    @Test
    default void tokenKeepsAllThatItMayHave() {
        var given = new IssuedToken(
                jti(1),
                "x".repeat(4000),
                new byte[32],
                thumbprint(1),
                "ct:" + thumbprint(2),
                Optional.empty(),
                State.REVOKED,
                NOW,
                Optional.empty(),
                Optional.of(NOW));
        store().tokens().add(given);

        assertToken(given, store().tokens().find(jti(1)).orElseThrow());
    }

    @Test
    default void tokenTimesAreKeptToTheMillisecond() {
        var given = token(1, Optional.empty(), FINE);
        store().tokens().add(given);
        store().tokens().use(jti(1), thumbprint(1), true, FINE);

        var found = store().tokens().find(jti(1)).orElseThrow();
        assertEquals(NOW, found.issued());
        assertEquals(Optional.of(NOW.plusSeconds(3600)), found.expires());
        assertEquals(Optional.of(NOW), found.lastUsed());
    }

    @Test
    default void tokenOfAnIdThatIsThereIsRefused() {
        store().tokens().add(token(1));
        var second = token(1, Optional.of(thumbprint(9)), NOW.plusSeconds(1));

        assertThrows(StoreException.class, () -> store().tokens().add(second));
        assertToken(token(1), store().tokens().find(jti(1)).orElseThrow());
    }

    @Test
    default void tokensAreListedTheLastIssuedFirst() {
        store().tokens().add(token(1, Optional.empty(), NOW.plusSeconds(1)));
        store().tokens().add(token(2, Optional.empty(), NOW.plusSeconds(3)));
        store().tokens().add(token(3, Optional.empty(), NOW.plusSeconds(2)));
        store().tokens().revoke(jti(3));

        var listed = store().tokens().list();
        assertEquals(
                List.of(jti(2), jti(3), jti(1)),
                listed.stream().map(IssuedToken::jti).toList());
        assertEquals(State.REVOKED, listed.get(1).state());
    }

    @Test
    default void useBindsAnUnboundTokenToTheKey() {
        store().tokens().add(token(1));

        var used = store().tokens().use(jti(1), thumbprint(5), true, NOW).orElseThrow();
        assertEquals(Optional.of(thumbprint(5)), used.boundKey());
        assertEquals(Optional.of(NOW), used.lastUsed());
        assertToken(used, store().tokens().find(jti(1)).orElseThrow());
    }

    @Test
    default void useWithoutBindingLeavesATokenUnbound() {
        store().tokens().add(token(1));

        var used = store().tokens().use(jti(1), thumbprint(5), false, NOW).orElseThrow();
        assertEquals(Optional.empty(), used.boundKey());
        assertEquals(Optional.of(NOW), used.lastUsed());
        assertToken(used, store().tokens().find(jti(1)).orElseThrow());
    }

    @Test
    default void useByTheBoundKeyIsNoted() {
        store().tokens().add(token(1, Optional.of(thumbprint(5)), NOW));
        store().tokens().add(token(2, Optional.of(thumbprint(5)), NOW));

        var first = store().tokens()
                .use(jti(1), thumbprint(5), true, NOW.plusSeconds(1))
                .orElseThrow();
        var second = store().tokens()
                .use(jti(2), thumbprint(5), false, NOW.plusSeconds(2))
                .orElseThrow();
        assertEquals(Optional.of(NOW.plusSeconds(1)), first.lastUsed());
        assertEquals(Optional.of(NOW.plusSeconds(2)), second.lastUsed());
        assertEquals(Optional.of(thumbprint(5)), second.boundKey());
    }

    @Test
    default void useByAnotherKeyChangesNothing() {
        var bound = token(1, Optional.of(thumbprint(5)), NOW);
        store().tokens().add(bound);

        assertToken(
                bound, store().tokens().use(jti(1), thumbprint(6), true, NOW).orElseThrow());
        assertToken(
                bound, store().tokens().use(jti(1), thumbprint(6), false, NOW).orElseThrow());
        assertToken(bound, store().tokens().find(jti(1)).orElseThrow());
    }

    @Test
    default void useOfARevokedTokenBindsAndNotesNothing() {
        store().tokens().add(token(1));
        store().tokens().revoke(jti(1));

        var used = store().tokens().use(jti(1), thumbprint(5), true, NOW).orElseThrow();
        assertEquals(State.REVOKED, used.state());
        assertEquals(Optional.empty(), used.boundKey());
        assertEquals(Optional.empty(), used.lastUsed());
    }

    @Test
    default void useOfAnUnknownTokenIsEmpty() {
        assertEquals(Optional.empty(), store().tokens().use(jti(1), thumbprint(5), true, NOW));
    }

    @Test
    default void ofSeveralKeysThatUseATokenAtOnceExactlyOneBinds() throws Exception {
        for (int round = 0; round < 10; round++) {
            int number = round;
            store().tokens().add(token(number));
            var seen = new HashSet<>(Race.of(
                    8,
                    runner -> () -> store().tokens()
                            .use(jti(number), thumbprint(runner), true, NOW)
                            .orElseThrow()
                            .boundKey()));

            var winner = store().tokens().find(jti(number)).orElseThrow().boundKey();
            assertTrue(winner.isPresent());
            assertEquals(Set.of(winner), seen, "everyone was told the one winner");
        }
    }

    @Test
    default void revokeEndsATokenOnce() {
        store().tokens().add(token(1));
        store().tokens().add(token(2));

        assertTrue(store().tokens().revoke(jti(1)));
        assertFalse(store().tokens().revoke(jti(1)));
        assertFalse(store().tokens().revoke(jti(3)));
        assertEquals(State.REVOKED, store().tokens().find(jti(1)).orElseThrow().state());
        assertEquals(State.ACTIVE, store().tokens().find(jti(2)).orElseThrow().state());
    }

    @Test
    default void revokeKeepsWhatElseIsKnownOfTheToken() {
        store().tokens().add(token(1));
        var used = store().tokens().use(jti(1), thumbprint(5), true, NOW).orElseThrow();
        store().tokens().revoke(jti(1));

        var revoked = store().tokens().find(jti(1)).orElseThrow();
        assertEquals(used.claims(), revoked.claims());
        assertEquals(used.boundKey(), revoked.boundKey());
        assertEquals(used.lastUsed(), revoked.lastUsed());
    }

    @Test
    default void revokeDeletesTheSubscriptionsUnderTheToken() {
        store().tokens().add(token(1));
        store().tokens().add(token(2));
        store().subscribers().put(subscriber(1, 1, "a", 1), 10);
        store().subscribers().put(subscriber(2, 2, "a", 1), 10);
        store().subscribers().put(subscriber(3, 1, "b", 2), 10);

        store().tokens().revoke(jti(1));
        assertEquals(List.of(subscriber(3, 1, "b", 2)), store().subscribers().list());
    }

    @Test
    default void whatSubscribesWhileItsTokenIsRevokedLeavesNothingBehind() throws Exception {
        for (int round = 0; round < 10; round++) {
            int number = round;
            store().tokens().add(token(number));
            var results = Race.of(
                    5,
                    runner -> () -> runner == 0
                            ? (Object) store().tokens().revoke(jti(number))
                            : store().subscribers().put(subscriber(runner, runner, "a", number), 10));

            assertEquals(true, results.get(0));
            assertTrue(results.stream().skip(1).allMatch(put -> put == Put.STORED || put == Put.NO_TOKEN));
            assertEquals(List.of(), store().subscribers().list());
        }
    }

    @Test
    default void keysFromWhichATokenWasAcceptedAreRemembered() {
        store().tokens().add(token(1));
        store().tokens().add(token(2));
        store().tokens().noteAccepted(jti(1), thumbprint(5));
        store().tokens().noteAccepted(jti(1), thumbprint(5));
        store().tokens().noteAccepted(jti(1), thumbprint(6));
        store().tokens().noteAccepted(jti(3), thumbprint(5));

        assertTrue(store().tokens().wasAccepted(jti(1), thumbprint(5)));
        assertTrue(store().tokens().wasAccepted(jti(1), thumbprint(6)));
        assertFalse(store().tokens().wasAccepted(jti(1), thumbprint(7)));
        assertFalse(store().tokens().wasAccepted(jti(2), thumbprint(5)));
        assertFalse(store().tokens().wasAccepted(jti(3), thumbprint(5)), "there is no such token");
        assertToken(token(1), store().tokens().find(jti(1)).orElseThrow());
    }

    @Test
    default void severalNoteTheSameKeyAtOnce() throws Exception {
        store().tokens().add(token(1));
        Race.of(8, runner -> () -> {
            store().tokens().noteAccepted(jti(1), thumbprint(5));
            return true;
        });

        assertTrue(store().tokens().wasAccepted(jti(1), thumbprint(5)));
    }

    @Test
    default void tokensAreFoundByTheKeyThatSignedThem() {
        store().tokens().add(signedBy(1, 1));
        store().tokens().add(signedBy(2, 2));
        store().tokens().add(signedBy(1, 3));
        store().tokens().revoke(jti(1));

        assertEquals(
                List.of(jti(3), jti(1)),
                store().tokens().signedBy(thumbprint(1)).stream()
                        .map(IssuedToken::jti)
                        .toList());
        assertEquals(List.of(), store().tokens().signedBy(thumbprint(3)));
    }

    @Test
    default void whatAKeySignedIsRevokedTogetherWithTheSubscriptionsUnderIt() {
        store().tokens().add(signedBy(1, 1));
        store().tokens().add(signedBy(2, 2));
        store().tokens().add(signedBy(1, 3));
        store().tokens().add(signedBy(1, 4));
        store().tokens().revoke(jti(4));
        store().subscribers().put(subscriber(1, 1, "a", 1), 10);
        store().subscribers().put(subscriber(2, 1, "b", 2), 10);
        store().subscribers().put(subscriber(3, 2, "a", 3), 10);

        assertEquals(List.of(jti(3), jti(1)), store().tokens().revokeSignedBy(thumbprint(1)));
        assertEquals(List.of(), store().tokens().revokeSignedBy(thumbprint(1)), "done already");
        assertEquals(List.of(subscriber(2, 1, "b", 2)), store().subscribers().list());
        for (int revoked : List.of(1, 3, 4)) {
            assertEquals(
                    State.REVOKED,
                    store().tokens().find(jti(revoked)).orElseThrow().state());
        }
        assertEquals(State.ACTIVE, store().tokens().find(jti(2)).orElseThrow().state());
    }
}
