// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.subscribe;

import static coattail.core.internal.subscribe.Desk.ACTION;
import static coattail.core.internal.subscribe.Desk.PEER;
import static coattail.core.internal.subscribe.Desk.RECEIVER;
import static coattail.core.internal.subscribe.Desk.done;
import static coattail.core.internal.subscribe.Desk.failure;
import static coattail.core.internal.subscribe.Desk.pending;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import coattail.api.ErrorCode;
import coattail.api.Overflow;
import coattail.core.admin.SubscriptionStatus.State;
import coattail.core.internal.wire.Id16;
import coattail.core.spi.StoreException;
import coattail.core.spi.Subscription;
import coattail.core.spi.Subscriptions;
import coattail.core.spi.contract.StoreSamples;

/** What is wanted, what is stored of it, and what the publisher is told. */
class SubscriptionBookTest {
    private final Desk desk = new Desk();

    @BeforeEach
    void offerReceiver() {
        desk.offer(RECEIVER);
    }

    @Test
    void keepsNothingOfStrangersWhoseConnectionsEnd() {
        desk.book.unlinked("ct:a stranger", new TestLink());
        assertEquals(0, desk.book.peers());
    }

    @Test
    void storesASubscriptionOnceThePublisherHasAgreed() {
        var link = desk.link();
        assertEquals(Optional.empty(), link.takeOne().unsubscribe().subscription(), "the end of the reconciliation");
        var stage = desk.subscribe(Overflow.DROP_OLDEST);
        var sent = link.takeOne();
        assertEquals(ACTION, sent.subscribe().name());
        assertEquals(RECEIVER, sent.subscribe().receiver());
        assertEquals(3, sent.subscribe().grant());
        assertEquals(64, sent.subscribe().creditMessages());
        assertEquals(1 << 20, sent.subscribe().creditBytes());
        assertEquals(desk.now.get() + 30_000, sent.deadline);
        assertEquals(List.of(), desk.store.subscriptions().list());
        assertEquals(List.of(), desk.book.snapshot());

        sent.subscribed(1, 0);
        done(stage);
        assertEquals(sent.subscribe().subscription().toString(), desk.row().id());
        assertEquals(Subscription.State.WANTED, desk.row().state());
        assertEquals(State.ATTACHED, desk.status().state());
        assertEquals("plant", desk.status().publisher().name());
    }

    @ParameterizedTest
    @EnumSource(Overflow.class)
    void saysWhatToDoWithWhatIsTooMuch(Overflow overflow) {
        var link = desk.link();
        link.take();
        var stage = desk.subscribe(overflow);
        var sent = link.takeOne();
        sent.subscribed(1, 0);
        done(stage);

        boolean latest = overflow == Overflow.LATEST;
        assertEquals(latest ? 1 : -1, sent.subscribe().window());
        assertEquals(latest ? 1 : 64, sent.subscribe().creditMessages());
        int policy =
                switch (overflow) {
                    case DROP_OLDEST, LATEST -> 0;
                    case DROP_NEWEST -> 1;
                    case DISCONNECT -> 2;
                };
        assertEquals(policy, sent.subscribe().policy());
        assertEquals(overflow, desk.row().overflow());
    }

    @Test
    void storesNothingWithoutAConnection() {
        assertEquals(ErrorCode.NOT_CONNECTED, failure(desk.subscribe(Overflow.LATEST)));
        var link = desk.link();
        desk.book.unlinked(PEER, link);
        assertEquals(ErrorCode.NOT_CONNECTED, failure(desk.subscribe(Overflow.LATEST)));
        assertEquals(List.of(), desk.store.subscriptions().list());
    }

    @Test
    void subscribesNoReceiverThatThereIsNot() {
        desk.link();
        assertEquals(
                ErrorCode.NO_SUCH_RECEIVER, failure(desk.book.subscribe(PEER, ACTION, "another", Overflow.LATEST)));
    }

    @Test
    void storesNothingThatIsRefused() {
        var link = desk.link();
        link.take();
        var stage = desk.subscribe(Overflow.DROP_OLDEST);
        link.takeOne().fails(ErrorCode.FORBIDDEN);

        assertEquals(ErrorCode.FORBIDDEN, failure(stage));
        assertEquals(List.of(), desk.store.subscriptions().list());
        assertEquals(List.of(), desk.book.snapshot());
        desk.pass(120_000);
        assertEquals(List.of(), link.take(), "nobody asks again for it");
    }

    @Test
    void whatCannotBeStoredIsEndedAtThePublisherToo() {
        var broken = new BrokenStore(desk.store.subscriptions());
        var other = new Desk(desk.store, broken, (name, loader, task) -> task.run());
        other.offer(RECEIVER);
        var link = other.link();
        link.take();
        var stage = other.subscribe(Overflow.DROP_OLDEST);
        var sent = link.takeOne();
        broken.fails = true;
        sent.subscribed(1, 0);

        assertEquals(ErrorCode.INTERNAL, failure(stage));
        assertEquals(
                Optional.of(sent.subscribe().subscription()),
                link.takeOne().unsubscribe().subscription());
        assertEquals(List.of(), other.book.snapshot());
    }

    @Test
    void aRepeatChangesThePolicyOnceThePublisherHasAgreed() {
        var link = desk.link();
        var first = desk.subscribed(link);
        done(desk.subscribe(Overflow.DROP_OLDEST));
        assertEquals(List.of(), link.take(), "nothing to change");

        var stage = desk.subscribe(Overflow.DISCONNECT);
        var second = link.takeOne();
        assertEquals(first.subscribe().subscription(), second.subscribe().subscription());
        assertEquals(Overflow.DROP_OLDEST, desk.row().overflow());
        second.subscribed(1, 0);
        first.fails(ErrorCode.DUPLICATE);
        done(stage);
        assertEquals(Overflow.DISCONNECT, desk.row().overflow());
        assertEquals(State.ATTACHED, desk.status().state());
    }

    @Test
    void aRefusedRepeatLeavesEverythingAsItWas() {
        var link = desk.link();
        var first = desk.subscribed(link);
        var stage = desk.subscribe(Overflow.DISCONNECT);
        link.takeOne().fails(ErrorCode.BUSY);

        assertEquals(ErrorCode.BUSY, failure(stage));
        assertEquals(Overflow.DROP_OLDEST, desk.row().overflow());
        assertEquals(State.ATTACHED, desk.status().state());
        first.event(1, "still comes");
        assertEquals(1, desk.status().received());
    }

    @Test
    void endsASubscriptionAndThenTellsThePublisher() {
        var link = desk.link();
        var sent = desk.subscribed(link);
        var stage = desk.book.unsubscribe(PEER, ACTION, RECEIVER);
        assertTrue(pending(stage));
        assertEquals(Subscription.State.DROPPED, desk.row().state());
        assertEquals(State.ENDING, desk.status().state());
        sent.event(1, "too late");
        assertEquals(List.of(), desk.deliveries);

        var unsubscribe = link.takeOne();
        assertEquals(
                Optional.of(sent.subscribe().subscription()),
                unsubscribe.unsubscribe().subscription());
        unsubscribe.answered();
        done(stage);
        assertEquals(List.of(), desk.store.subscriptions().list());
        assertEquals(List.of(), desk.book.snapshot());
    }

    @Test
    void endsASubscriptionWhileThePeerIsDown() {
        var link = desk.link();
        var sent = desk.subscribed(link);
        sent.fails(ErrorCode.NOT_CONNECTED);
        desk.book.unlinked(PEER, link);
        done(desk.book.unsubscribe(PEER, ACTION, RECEIVER));
        assertEquals(Subscription.State.DROPPED, desk.row().state());

        var restarted = new Desk(desk.store);
        restarted.book.load();
        assertEquals(State.ENDING, restarted.status().state());
        var told = restarted.link().take();
        assertEquals(2, told.size());
        assertEquals(
                Optional.of(sent.subscribe().subscription()),
                told.get(0).unsubscribe().subscription());
        assertEquals(Optional.empty(), told.get(1).unsubscribe().subscription());
        told.get(0).answered();
        assertEquals(List.of(), desk.store.subscriptions().list());
    }

    @Test
    void anEndThatIsNotTakenIsSaidAgain() {
        var link = desk.link();
        desk.subscribed(link);
        var stage = desk.book.unsubscribe(PEER, ACTION, RECEIVER);
        link.takeOne().fails(ErrorCode.RATE_LIMITED, 2_000);
        done(stage);
        desk.pass(1_900);
        assertEquals(List.of(), link.take());
        desk.pass(200);
        link.takeOne().answered();
        assertEquals(List.of(), desk.store.subscriptions().list());
    }

    @Test
    void knowsWhatItIsNotSubscribedTo() {
        desk.link();
        assertEquals(ErrorCode.NO_SUCH_SUBSCRIPTION, failure(desk.book.unsubscribe(PEER, ACTION, RECEIVER)));
    }

    @Test
    void wantsAgainWhatIsAboutToEnd() {
        var link = desk.link();
        var first = desk.subscribed(link);
        desk.book.unsubscribe(PEER, ACTION, RECEIVER);
        var unsubscribe = link.takeOne();
        var again = desk.subscribe(Overflow.DROP_NEWEST);
        var subscribe = link.takeOne();
        assertEquals(first.subscribe().subscription(), subscribe.subscribe().subscription());
        unsubscribe.answered();
        assertEquals(List.of(), desk.store.subscriptions().list());
        subscribe.subscribed(1, 0);
        done(again);

        assertEquals(Subscription.State.WANTED, desk.row().state());
        assertEquals(Overflow.DROP_NEWEST, desk.row().overflow());
        subscribe.event(1, "a");
        assertEquals(1, desk.deliveries.size());
    }

    @Test
    void remainsEndedWhereThePublisherDoesNotWantItAgain() {
        var link = desk.link();
        desk.subscribed(link);
        desk.book.unsubscribe(PEER, ACTION, RECEIVER);
        var unsubscribe = link.takeOne();
        var again = desk.subscribe(Overflow.DROP_NEWEST);
        link.takeOne().fails(ErrorCode.FORBIDDEN);

        assertEquals(ErrorCode.FORBIDDEN, failure(again));
        assertEquals(Subscription.State.DROPPED, desk.row().state());
        assertEquals(State.ENDING, desk.status().state());
        unsubscribe.fails(ErrorCode.NOT_CONNECTED);
        assertEquals(1, desk.store.subscriptions().list().size());
        link.takeOne().answered();
        assertEquals(List.of(), desk.store.subscriptions().list());
    }

    @Test
    void saysAllThatIsWantedOnEachConnection() {
        desk.store.subscriptions().put(StoreSamples.subscription(1, 1, RECEIVER));
        desk.store.subscriptions().put(StoreSamples.subscription(2, 1, "another"));
        desk.book.load();
        desk.offer("another");
        for (int i = 0; i < 2; i++) {
            var link = desk.link();
            var said = link.take();
            assertEquals(
                    List.of(Id16.parse(StoreSamples.subscriptionId(1)), Id16.parse(StoreSamples.subscriptionId(2))),
                    said.subList(0, 2).stream()
                            .map(each -> each.subscribe().subscription())
                            .toList());
            assertEquals(Optional.empty(), said.get(2).unsubscribe().subscription());
            said.get(0).subscribed(1, 0);
            said.get(1).subscribed(1, 0);
            said.get(2).answered();
            assertEquals(
                    List.of(State.ATTACHED, State.ATTACHED),
                    desk.book.snapshot().stream().map(status -> status.state()).toList());
            said.get(0).fails(ErrorCode.NOT_CONNECTED);
            said.get(1).fails(ErrorCode.DRAIN);
            desk.book.unlinked(PEER, link);
            assertEquals(
                    List.of(State.WAITING, State.WAITING),
                    desk.book.snapshot().stream().map(status -> status.state()).toList());
            desk.pass(120_000);
            assertEquals(List.of(), link.take());
        }
    }

    @Test
    void theEndOfTheReconciliationIsRepeatedUntilItIsTaken() {
        var link = desk.link();
        link.takeOne().fails(ErrorCode.BUSY);
        desk.pass(1_000);
        assertEquals(Optional.empty(), link.takeOne().unsubscribe().subscription());
    }

    @Test
    void anAnswerThatWasAwaitedOnAnotherConnectionComesOnTheNext() {
        var link = desk.link();
        link.take();
        var stage = desk.subscribe(Overflow.DROP_NEWEST);
        var lost = link.takeOne();
        var next = desk.link();
        lost.fails(ErrorCode.NOT_CONNECTED);
        assertTrue(pending(stage));
        var repeated = next.take().get(0);
        assertEquals(lost.subscribe().subscription(), repeated.subscribe().subscription());
        repeated.subscribed(1, 0);

        done(stage);
        assertEquals(Overflow.DROP_NEWEST, desk.row().overflow());
    }

    @Test
    void forgetsWhatThePublishersOperatorHasRevoked() {
        var sent = desk.subscribed(desk.link());
        sent.fails(ErrorCode.SUBSCRIPTION_REVOKED);
        assertEquals(List.of(), desk.store.subscriptions().list());
        assertEquals(List.of(), desk.book.snapshot());
    }

    @Test
    void drawsAnotherIdAfterThatOneWasRevoked() {
        var link = desk.link();
        var sent = desk.subscribed(link);
        sent.fails(ErrorCode.SUBSCRIPTION_REVOKED);
        assertNotEquals(
                sent.subscribe().subscription(),
                desk.subscribed(link).subscribe().subscription());
    }

    @ParameterizedTest
    @EnumSource(
            value = ErrorCode.class,
            names = {"EXPIRED", "REVOKED", "FORBIDDEN", "TOO_MANY_SUBSCRIPTIONS", "BAD_INPUT", "AUTH_REQUIRED"})
    void keepsWhatIsRefusedAndShowsWhy(ErrorCode code) {
        var link = desk.link();
        var sent = desk.subscribed(link);
        sent.fails(code);
        assertEquals(State.REFUSED, desk.status().state());
        assertEquals("because of " + code, desk.status().reason());
        assertEquals("because of " + code, desk.row().reason());
        desk.pass(200_000);
        assertEquals(List.of(), link.take(), "not before a token has been accepted again");

        desk.book.linked(PEER, link);
        link.take().get(0).subscribed(1, 0);
        assertEquals(State.ATTACHED, desk.status().state());
        assertEquals("", desk.status().reason());
        assertEquals("", desk.row().reason());
    }

    @ParameterizedTest
    @EnumSource(
            value = ErrorCode.class,
            names = {"BUSY", "RATE_LIMITED", "SLOW_SUBSCRIBER", "INTERNAL"})
    void asksAgainAfterAWhile(ErrorCode code) {
        var link = desk.link();
        var sent = desk.subscribed(link);
        sent.fails(code);
        assertEquals(State.WAITING, desk.status().state());
        assertEquals("because of " + code, desk.status().reason());
        assertEquals(List.of(), link.take());
        desk.pass(600);
        var again = link.takeOne();
        again.fails(code, 5_000);
        desk.pass(4_900);
        assertEquals(List.of(), link.take(), "not before the publisher wants to be asked");
        desk.pass(200);
        link.takeOne().subscribed(1, 0);
        assertEquals(State.ATTACHED, desk.status().state());
        assertEquals("", desk.status().reason());
    }

    @Test
    void doesNotAskAgainOnAConnectionThatIsGone() {
        var link = desk.link();
        var sent = desk.subscribed(link);
        sent.fails(ErrorCode.BUSY);
        desk.book.unlinked(PEER, link);
        desk.pass(60_000);
        assertEquals(List.of(), link.take());
        var next = desk.link();
        assertEquals(2, next.take().size());
        desk.pass(60_000);
        assertEquals(List.of(), next.take());
    }

    @Test
    void theRepeatUnderAnotherTokenIsSaidUntilItIsTaken() {
        var link = desk.link();
        desk.subscribed(link);
        desk.book.linked(PEER, link);
        link.take().get(0).fails(ErrorCode.BUSY);
        assertEquals(State.ATTACHED, desk.status().state(), "the stream before still stands");
        desk.pass(600);
        assertEquals(ACTION, link.takeOne().subscribe().name());
    }

    @Test
    void sendsAndCancelsWhatHasNoReceiverAtTheStart() {
        desk.store.subscriptions().put(StoreSamples.subscription(1, 1, "comes later"));
        desk.book.load();
        assertEquals(State.NO_RECEIVER, desk.status().state());
        var link = desk.link();
        var sent = link.take().get(0);
        sent.subscribed(1, 0);
        assertTrue(sent.cancelled);
        assertEquals(State.NO_RECEIVER, desk.status().state());
        desk.offer("comes later");
        link.takeOne().subscribed(1, 0);
        assertEquals(State.ATTACHED, desk.status().state());
    }

    @Test
    void detachesFiveSecondsAfterItsReceiverHasGone() {
        var link = desk.link();
        var sent = desk.subscribed(link);
        desk.withdraw(RECEIVER);
        desk.pass(4_900);
        assertFalse(sent.cancelled);
        sent.event(1, "waits");
        assertEquals(List.of(), sent.uses);
        desk.pass(200);
        assertTrue(sent.cancelled);
        assertEquals(List.of("ack 1 2"), sent.uses, "refused");
        assertEquals(List.of(), desk.deliveries);
        assertEquals(State.NO_RECEIVER, desk.status().state());

        var back = desk.offer(RECEIVER);
        var next = link.takeOne();
        next.subscribed(2, 0);
        next.event(2, "b");
        assertEquals(List.of("b"), back.received);
    }

    @Test
    void aReceiverThatIsBackInTimeGetsWhatCameMeanwhile() {
        var link = desk.link();
        var sent = desk.subscribed(link);
        desk.withdraw(RECEIVER);
        sent.event(1, "a");
        sent.event(2, "b");
        desk.pass(4_000);
        var back = desk.offer(RECEIVER);
        assertEquals(List.of("a", "b"), back.received);
        assertEquals(List.of("ack 1 0", "ack 2 0"), sent.uses);
        desk.pass(10_000);
        assertFalse(sent.cancelled);
        assertEquals(List.of(), link.take());
    }

    @Test
    void endsAllAtAPeer() {
        desk.offer("another");
        var link = desk.link();
        desk.subscribed(link);
        var another = desk.book.subscribe(PEER, ACTION, "another", Overflow.LATEST);
        link.takeOne().subscribed(1, 0);
        done(another);
        var stage = desk.book.endAll(PEER);
        var told = link.take();
        assertEquals(2, told.size());
        told.get(0).answered();
        assertTrue(pending(stage));
        told.get(1).fails(ErrorCode.NOT_CONNECTED);

        assertEquals(new SubscriptionBook.Ended(2, false), done(stage));
        assertEquals(List.of(), desk.store.subscriptions().list());
        assertEquals(List.of(), desk.book.snapshot());
    }

    @Test
    void endsAllAtAPeerThatIsDown() {
        var link = desk.link();
        desk.subscribed(link);
        desk.book.unlinked(PEER, link);
        assertEquals(new SubscriptionBook.Ended(1, false), done(desk.book.endAll(PEER)));
        assertEquals(List.of(), desk.store.subscriptions().list());
        assertEquals(new SubscriptionBook.Ended(0, true), done(desk.book.endAll(PEER)));
    }

    @Test
    void whatAnOlderConnectionTookOverAtLastIsAskedForAgainOnceThatIsGone() {
        var older = lostOnce();
        var slow = older.take().get(0);
        var newer = desk.link();
        var quick = newer.take().get(0);
        quick.subscribed(1, 0);
        quick.fails(ErrorCode.DUPLICATE);
        slow.subscribed(1, 0);
        assertEquals(State.ATTACHED, desk.status().state());
        slow.fails(ErrorCode.NOT_CONNECTED);
        desk.book.unlinked(PEER, older);
        newer.takeOne().subscribed(2, 0);
        assertEquals(State.ATTACHED, desk.status().state());
    }

    @Test
    void anAnswerOnAnOlderConnectionCountsOnceTheNewerIsGone() {
        var older = lostOnce();
        var slow = older.take().get(0);
        var newer = desk.link();
        newer.take().get(0).fails(ErrorCode.NOT_CONNECTED);
        desk.book.unlinked(PEER, newer);
        slow.subscribed(1, 0);
        assertEquals(State.ATTACHED, desk.status().state());
        var next = desk.link().take();
        assertEquals(2, next.size(), "the subscription, and the end of the reconciliation");
        assertEquals(ACTION, next.get(0).subscribe().name());
    }

    @Test
    void aConnectionThatIsMovedToIsToldOnce() {
        var link = lostOnce();
        link.take().get(0).subscribed(1, 0);
        desk.book.moved(PEER, link);
        assertEquals(List.of(), link.take());
        var other = new TestLink();
        desk.book.moved(PEER, other);
        assertEquals(2, other.take().size(), "the subscription, and the end of the reconciliation");
    }

    /** @return the connection after one that was lost with a subscription on it */
    private TestLink lostOnce() {
        var lost = desk.link();
        desk.subscribed(lost).fails(ErrorCode.NOT_CONNECTED);
        desk.book.unlinked(PEER, lost);
        return desk.link();
    }

    @Test
    void doesNothingOnceItHasStopped() {
        var link = desk.link();
        var sent = desk.subscribed(link);
        desk.book.stop();
        sent.event(1, "a");
        sent.fails(ErrorCode.DRAIN);
        assertEquals(List.of(), desk.deliveries);
        assertEquals(ErrorCode.UNAVAILABLE, failure(desk.subscribe(Overflow.LATEST)));
        assertEquals(Subscription.State.WANTED, desk.row().state());
    }

    /** A store that fails to write when it is told to. */
    private static final class BrokenStore implements Subscriptions {
        private final Subscriptions store;
        private boolean fails;

        BrokenStore(Subscriptions store) {
            this.store = store;
        }

        @Override
        public List<Subscription> list() {
            return store.list();
        }

        @Override
        public Optional<Subscription> find(String peerId, String action, String receiver) {
            return store.find(peerId, action, receiver);
        }

        @Override
        public void put(Subscription subscription) {
            if (fails) {
                throw new StoreException("the disk is full");
            }
            store.put(subscription);
        }

        @Override
        public boolean delete(String id) {
            return store.delete(id);
        }
    }
}
