// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.subscribe;

import static coattail.core.internal.subscribe.Desk.RECEIVER;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import org.junit.jupiter.api.Test;

import coattail.core.admin.SubscriptionStatus.State;
import coattail.core.spi.contract.StoreSamples;

/** What becomes of a subscription while there is nobody to receive its events. */
class AbsentReceiverTest {
    private final Desk desk = Desk.offering(RECEIVER);

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
}
