// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.subscribe;

import static coattail.core.internal.subscribe.Desk.ACTION;
import static coattail.core.internal.subscribe.Desk.PEER;
import static coattail.core.internal.subscribe.Desk.RECEIVER;
import static coattail.core.internal.subscribe.Desk.done;
import static coattail.core.internal.subscribe.Desk.pending;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import coattail.api.ErrorCode;
import coattail.api.Overflow;
import coattail.core.admin.SubscriptionStatus.State;
import coattail.core.internal.wire.Id16;
import coattail.core.spi.contract.StoreSamples;

/** What the publisher is told on each connection, and told again, as connections come, are lost and overlap. */
class ReconciliationTest {
    private final Desk desk = Desk.offering(RECEIVER);

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
}
