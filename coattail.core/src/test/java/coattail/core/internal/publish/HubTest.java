// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.publish;

import static coattail.core.internal.publish.Site.ACTION;
import static coattail.core.internal.publish.Site.body;
import static coattail.core.internal.publish.Site.done;
import static coattail.core.internal.publish.Site.id;
import static coattail.core.internal.publish.Site.refusal;
import static coattail.core.internal.publish.Site.request;
import static coattail.core.spi.contract.StoreSamples.instance;
import static coattail.core.spi.contract.StoreSamples.jti;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;

import org.junit.jupiter.api.Test;

import coattail.api.CoattailException;
import coattail.api.ErrorCode;
import coattail.api.Outcome;
import coattail.api.Overflow;
import coattail.core.internal.memory.ByteBudget;
import coattail.core.internal.wire.Failure;
import coattail.core.internal.wire.Message;
import coattail.core.internal.wire.Trace;

/** Who is subscribed, and who gets what. */
class HubTest {
    private static final Failure TOKEN_REVOKED = Failure.of(ErrorCode.REVOKED, "the token was revoked");

    private final Site site = new Site();

    @Test
    void publishesToWhomItConcernsAlone() {
        var feed = TestFeed.at(site.subscribe(1));
        var other = TestFeed.at(
                site.subscribe(2, new Message.Subscribe(1, "something else", "receiver", id(2), 64, 1 << 20, 0, -1)));

        assertEquals(Map.of(Outcome.ENQUEUED, 1), site.publish("a").counts());
        assertEquals(List.of("a"), feed.texts());
        assertNull(other.take());
    }

    @Test
    void publishingToNobodyIsNoError() {
        assertEquals(0, site.publish("a").subscriptions());
        var asked = done(site.ask("b", 1_000));
        assertEquals(0, asked.subscriptions());
        assertEquals(List.of(), asked.verdicts());
    }

    @Test
    void addsUpOverAllSubscriptions() {
        TestFeed.at(site.subscribe(1));
        TestFeed.at(site.subscribe(2, request(2, 1, 1)));
        site.subscribe(3);
        site.publish("fills the second's window");

        var counts = Map.of(Outcome.ENQUEUED, 1, Outcome.OVERLOADED, 1, Outcome.OFFLINE, 1);
        assertEquals(counts, site.publish("a").counts());
        var asked = site.ask("b", 1_000);
        site.pass(1_025);
        assertEquals(
                Map.of(Outcome.EXPIRED, 1, Outcome.OVERLOADED, 1, Outcome.OFFLINE, 1),
                done(asked).counts());
        assertEquals(3, done(asked).verdicts().size());
    }

    @Test
    void storesASubscriptionAndFindsItAfterARestart() {
        var line = site.subscribe(1, request(1, 1, 7));
        assertEquals(1, TestFeed.at(line).answer().nextSequence());
        site.publish("a");

        var restarted =
                new Site(site.store, PublicationLimits.DEFAULT, new ByteBudget(1 << 20, 1 << 20), Runnable::run);
        restarted.hub.load();
        assertEquals(Map.of(Outcome.OFFLINE, 1), restarted.publish("b").counts());
        var status = restarted.hub.snapshot().get(0);
        assertEquals(Overflow.DROP_NEWEST, status.overflow());
        assertEquals(7, status.window());
        assertFalse(status.attached());
        assertEquals(1, status.sequence());
        var found = restarted.subscribe(1, request(1, 1, 7));
        assertEquals(2, TestFeed.at(found).answer().nextSequence());
        assertEquals(1, site.store.subscribers().list().size());
    }

    @Test
    void aRepeatThatChangesNothingWritesNothing() {
        var line = site.subscribe(1);
        assertFalse(site.hub.changes(instance(1), jti(1), request(1, 0, -1)));
        assertFalse(site.hub.changes(instance(1), jti(1), request(1, 0, 64)), "64 is what it was without saying");
        assertTrue(site.hub.changes(instance(1), jti(1), request(1, 1, -1)));
        assertTrue(site.hub.changes(instance(1), jti(1), request(1, 0, 5)));
        assertTrue(site.hub.changes(instance(1), jti(2), request(1, 0, -1)));
        assertTrue(site.hub.changes(instance(2), jti(1), request(1, 0, -1)));

        assertSame(line, site.subscribe(1));
    }

    @Test
    void aRepeatUnderAnotherTokenKeepsTheStream() {
        var line = site.subscribe(1);
        var feed = TestFeed.at(line);
        assertSame(line, site.hub.subscribe(instance(1), jti(2), 100, request(1, 0, -1), () -> {}));
        site.hub.tokenEnded(jti(1), TOKEN_REVOKED);

        assertFalse(feed.ended);
        assertEquals(Map.of(Outcome.ENQUEUED, 1), site.publish("a").counts());
        assertEquals(jti(2), site.hub.snapshot().get(0).token());
    }

    @Test
    void anotherIdForTheSameReceiverTakesTheRowOver() {
        var feed = TestFeed.at(site.subscribe(1));
        var again = new Message.Subscribe(1, ACTION, "receiver 1", id(9), 64, 1 << 20, 0, -1);
        var next = TestFeed.at(site.hub.subscribe(instance(1), jti(1), 1, again, () -> {}));

        assertEquals(ErrorCode.DUPLICATE, feed.endedWith());
        assertEquals(1, next.answer().nextSequence());
        assertNotEquals(feed.answer().epoch(), next.answer().epoch());
        assertEquals(1, site.publish("a").subscriptions());
        assertEquals(
                List.of(id(9).toString()),
                site.store.subscribers().list().stream()
                        .map(row -> row.subscriptionId())
                        .toList());
    }

    @Test
    void refusesWhatTheStoreRefuses() {
        site.subscribe(1);
        var other = new Message.Subscribe(1, "another action", "receiver 1", id(1), 64, 1 << 20, 0, -1);
        assertEquals(ErrorCode.BAD_INPUT, refusal(() -> site.subscribe(1, other)));
        assertEquals(
                ErrorCode.TOO_MANY_SUBSCRIPTIONS,
                refusal(() -> site.hub.subscribe(instance(2), jti(1), 1, request(2, 0, -1), () -> {})));
        assertEquals(
                ErrorCode.REVOKED,
                refusal(() -> site.hub.subscribe(instance(2), jti(7), 9, request(2, 0, -1), () -> {})));
        assertEquals(ErrorCode.BAD_INPUT, refusal(() -> site.subscribe(3, request(3, 3, -1))));
        assertEquals(1, site.hub.size());
    }

    @Test
    void keepsOnePeersSubscriptionFromAnother() {
        var feed = TestFeed.at(site.subscribe(1));
        site.hub.unsubscribe(instance(2), id(1));
        site.hub.unsubscribeOthers(instance(2), () -> Set.of());
        assertFalse(site.hub.revoke(instance(2), id(1)));
        site.subscribe(2, request(1, 0, -1));

        assertFalse(feed.ended);
        assertEquals(2, site.hub.size());
    }

    @Test
    void anUnsubscribedStreamEndsWithoutAFrame() {
        var feed = TestFeed.at(site.subscribe(1));
        assertTrue(site.hub.changes(instance(1), new Message.Unsubscribe(1, Optional.of(id(1))), Set.of()));
        site.hub.unsubscribe(instance(1), id(1));

        assertTrue(feed.ended);
        assertNull(feed.failure);
        assertEquals(0, site.publish("a").subscriptions());
        assertEquals(List.of(), site.store.subscribers().list());
        assertFalse(site.hub.changes(instance(1), new Message.Unsubscribe(1, Optional.of(id(1))), Set.of()));
        site.hub.unsubscribe(instance(1), id(1));
    }

    @Test
    void endsAllThatWereNotNamed() {
        var kept = TestFeed.at(site.subscribe(1, request(1, 0, -1)));
        var dropped = TestFeed.at(site.subscribe(1, request(2, 0, -1)));
        var unsubscribe = new Message.Unsubscribe(1, Optional.empty());
        assertFalse(site.hub.changes(instance(1), unsubscribe, Set.of(id(1), id(2), id(3))));
        assertTrue(site.hub.changes(instance(1), unsubscribe, Set.of(id(1))));
        site.hub.unsubscribeOthers(instance(1), () -> Set.of(id(1)));

        assertFalse(kept.ended);
        assertTrue(dropped.ended);
        assertEquals(1, site.store.subscribers().list().size());
    }

    @Test
    void anIdThatWasRevokedStaysSo() {
        var feed = TestFeed.at(site.subscribe(1));
        assertTrue(site.hub.revoke(instance(1), id(1)));

        assertEquals(ErrorCode.SUBSCRIPTION_REVOKED, feed.endedWith());
        assertEquals(ErrorCode.SUBSCRIPTION_REVOKED, refusal(() -> site.subscribe(1)));
        var another = new Message.Subscribe(1, ACTION, "receiver 1", id(2), 64, 1 << 20, 0, -1);
        assertEquals(1, TestFeed.at(site.subscribe(1, another)).answer().nextSequence());
    }

    @Test
    void nothingOutlivesARevokedToken() {
        var feed = TestFeed.at(site.subscribe(1));
        var other = TestFeed.at(site.hub.subscribe(instance(2), jti(2), 100, request(2, 0, -1), () -> {}));
        site.store.tokens().revoke(jti(1));
        site.hub.tokenEnded(jti(1), TOKEN_REVOKED);

        assertEquals(ErrorCode.REVOKED, feed.endedWith());
        assertFalse(other.ended);
        assertEquals(ErrorCode.REVOKED, refusal(() -> site.subscribe(1)));
        assertEquals(1, site.hub.size());
    }

    @Test
    void deletesWhatStandsUnderAnExpiredToken() {
        site.subscribe(1);
        site.subscribe(2);
        site.hub.tokenEnded(jti(1), Failure.of(ErrorCode.EXPIRED, "the token has expired"));

        assertEquals(List.of(), site.store.subscribers().list());
        assertEquals(ErrorCode.EXPIRED, refusal(() -> site.subscribe(1)));
    }

    @Test
    void thatATokenHasEndedIsForgottenOnceNothingUnderItCanBeUnderWay() {
        var expired = Failure.of(ErrorCode.EXPIRED, "the token has expired");
        site.hub.tokenEnded(jti(1), expired);
        site.hub.tokenEnded(jti(2), TOKEN_REVOKED);
        site.store.tokens().revoke(jti(2));
        site.pass(Duration.ofMinutes(59).toMillis());
        assertEquals(ErrorCode.EXPIRED, refusal(() -> site.subscribe(1)));

        site.pass(Duration.ofMinutes(2).toMillis());

        // From here on it is the grant's to refuse what has expired, and the store's what was revoked.
        assertEquals(
                ErrorCode.EXPIRED,
                refusal(() -> site.hub.subscribe(instance(1), jti(1), 100, request(1, 0, -1), () -> {
                    throw new CoattailException(ErrorCode.EXPIRED, "the grant has ended");
                })));
        assertEquals(
                ErrorCode.REVOKED,
                refusal(() -> site.hub.subscribe(instance(2), jti(2), 100, request(2, 0, -1), () -> {})));
        assertFalse(TestFeed.at(site.subscribe(1)).ended);
    }

    @Test
    void endsStreamsWhenItStops() {
        var feed = TestFeed.at(site.subscribe(1));
        var asked = site.ask("a", 60_000);
        site.hub.stop();

        assertEquals(ErrorCode.DRAIN, feed.endedWith());
        assertEquals(Map.of(Outcome.OFFLINE, 1), done(asked).counts());
        assertEquals(ErrorCode.DRAIN, refusal(() -> site.subscribe(1)));
        assertEquals(1, site.store.subscribers().list().size());
    }

    @Test
    void boundsTheDeliveriesOfCascades() {
        var limits = PublicationLimits.DEFAULT.withCascades(5, 2);
        site.hub.limits(limits);
        TestFeed.at(site.subscribe(1));
        TestFeed.at(site.subscribe(2));
        for (int i = 0; i < 2; i++) {
            assertEquals(2, done(cascade()).subscriptions());
        }
        var refused = assertThrows(
                ExecutionException.class,
                () -> cascade().result().toCompletableFuture().get());
        var cause = (CoattailException) refused.getCause();
        assertEquals(ErrorCode.RATE_LIMITED, cause.code());
        assertEquals(Optional.of(Duration.ofMillis(500)), cause.retryAfter());
        assertEquals(2, site.publish("not a cascade").subscriptions());
        assertEquals(3, site.hub.snapshot().get(0).sequence(), "what was refused has no number");

        site.now.addAndGet(499);
        assertTrue(cascade().result().toCompletableFuture().isCompletedExceptionally());
        site.now.addAndGet(1);
        assertEquals(2, done(cascade()).subscriptions());
    }

    private Publishing cascade() {
        return site.hub.publish(ACTION, body("x"), Trace.NONE, true, false, 0);
    }
}
