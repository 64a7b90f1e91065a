// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.subscribe;

import static coattail.core.internal.subscribe.Desk.ACTION;
import static coattail.core.internal.subscribe.Desk.PEER;
import static coattail.core.internal.subscribe.Desk.RECEIVER;
import static coattail.core.internal.subscribe.Desk.done;
import static coattail.core.internal.subscribe.Desk.failure;
import static coattail.core.internal.subscribe.Desk.pending;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import coattail.api.ErrorCode;
import coattail.api.Overflow;
import coattail.core.admin.SubscriptionStatus.State;
import coattail.core.spi.StoreException;
import coattail.core.spi.Subscription;
import coattail.core.spi.Subscriptions;

/** What is wanted, what is stored of it, and what the publisher is told. */
class SubscriptionBookTest {
    private final Desk desk = Desk.offering(RECEIVER);

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
