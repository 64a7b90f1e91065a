// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.subscribe;

import static coattail.core.internal.subscribe.Desk.ACTION;
import static coattail.core.internal.subscribe.Desk.PEER;
import static coattail.core.internal.subscribe.Desk.RECEIVER;
import static coattail.core.internal.subscribe.Desk.done;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;

import org.junit.jupiter.api.Test;

import coattail.api.ErrorCode;
import coattail.api.Overflow;
import coattail.core.internal.testing.InMemoryStore;
import coattail.core.internal.wire.Id16;

/** What happens with events that come. */
class DeliveryTest {
    /** Turns of receivers, run by hand. */
    private final Deque<Runnable> turns = new ArrayDeque<>();

    private final List<String> threadNames = new ArrayList<>();
    private boolean noThreads;

    private final InMemoryStore store = new InMemoryStore();
    private final Desk desk = new Desk(store, store.subscriptions(), (name, loader, task) -> {
        if (noThreads) {
            throw new RejectedExecutionException("all threads are taken");
        }
        threadNames.add(name);
        turns.add(task);
    });
    private final TestReceivers.Receiver receiver = desk.offer(RECEIVER);
    private final TestLink link = desk.link();
    private final TestLink.Sent stream = desk.subscribed(link);

    private void run() {
        for (var turn = turns.poll(); turn != null; turn = turns.poll()) {
            turn.run();
        }
    }

    @Test
    void deliversInOrderAndReportsWhatBecameOfIt() {
        receiver.code = (text, delivery) -> {
            if (text.equals("b")) {
                throw new IllegalStateException("the receiver's own");
            }
        };
        stream.event(1, "a");
        stream.event(2, "b");
        stream.event(3, "misfit");
        stream.event(4, "d");
        assertEquals(List.of(), stream.uses, "nothing has run");
        assertEquals(1, turns.size(), "one at a time");
        run();

        assertEquals(List.of("a", "b", "d"), receiver.received);
        assertEquals(List.of("ack 1 0", "ack 2 1", "ack 3 2", "ack 4 0"), stream.uses);
        assertEquals(List.of("coattail archive <- plant"), threadNames);
        assertEquals(64, receiver.places.availablePermits());
        assertEquals(0, receiver.running.get());
        assertEquals(0, desk.budget.taken());
    }

    @Test
    void tellsTheReceiverWhatItIs() {
        stream.event(7, "a", 4_000, false);
        run();
        var delivery = (TestDelivery) desk.deliveries.get(0);
        assertEquals("plant", delivery.publisher().name());
        assertEquals(PEER, delivery.publisher().id());
        assertEquals(ACTION, delivery.action());
        assertEquals(7, delivery.sequence());
        assertEquals(new Id16(1, 7).toString(), delivery.eventId());
        assertEquals(desk.now.get() + 4_000, delivery.deadlineMillis());
        assertEquals(List.of(), stream.uses, "nobody asked");
    }

    @Test
    void anErrorOfTheReceiverIsAFailureToo() {
        receiver.code = (text, delivery) -> {
            throw new NoClassDefFoundError("a class that the bundle lacks");
        };
        stream.event(1, "a");
        run();
        assertEquals(List.of("ack 1 1"), stream.uses);
        receiver.code = (text, delivery) -> {};
        stream.event(2, "b");
        run();
        assertEquals(List.of("ack 1 1", "ack 2 0"), stream.uses);
    }

    @Test
    void doesNotBeginWhatIsTooLate() {
        stream.event(1, "a", 1_000, true);
        stream.event(2, "b", 3_000, true);
        desk.now.addAndGet(1_000);
        run();
        assertEquals(List.of("b"), receiver.received);
        assertEquals(List.of("ack 1 5", "ack 2 0"), stream.uses);
    }

    @Test
    void givesAnEventWithoutATimeHalfAMinute() {
        stream.event(1, "a", -1, true);
        desk.now.addAndGet(30_000);
        run();
        assertEquals(List.of("ack 1 5"), stream.uses);
    }

    @Test
    void interruptsAReceiverAtItsDeadline() throws Exception {
        var runs = new CountDownLatch(1);
        var wasCancelled = new AtomicBoolean();
        receiver.code = (text, delivery) -> {
            assertFalse(delivery.cancelled());
            runs.countDown();
            try {
                new CountDownLatch(1).await();
            } finally {
                wasCancelled.set(delivery.cancelled());
            }
        };
        stream.event(1, "a", 1_000, true);
        var thread = CompletableFuture.runAsync(this::run);
        assertTrue(runs.await(10, TimeUnit.SECONDS));
        desk.pass(1_025);
        thread.get(10, TimeUnit.SECONDS);

        assertTrue(wasCancelled.get());
        assertEquals(List.of("ack 1 1"), stream.uses);
    }

    @Test
    void anInterruptDoesNotReachTheNextEvent() {
        receiver.code = (text, delivery) -> Thread.currentThread().interrupt();
        stream.event(1, "a");
        run();
        assertFalse(Thread.currentThread().isInterrupted());
    }

    @Test
    void interruptsAReceiverWhoseSubscriptionHasEnded() throws Exception {
        var runs = new CountDownLatch(1);
        receiver.code = (text, delivery) -> {
            runs.countDown();
            new CountDownLatch(1).await();
        };
        stream.event(1, "a", 60_000, true);
        stream.event(2, "b", 60_000, true);
        var thread = CompletableFuture.runAsync(this::run);
        assertTrue(runs.await(10, TimeUnit.SECONDS));
        desk.book.unsubscribe(PEER, ACTION, RECEIVER);
        thread.get(10, TimeUnit.SECONDS);

        assertEquals(List.of("a"), receiver.received);
        assertEquals(List.of(), stream.uses);
        assertEquals(0, desk.budget.taken());
    }

    @Test
    void givesCreditBackAsEventsAreConsumed() {
        for (int i = 1; i <= 64; i++) {
            stream.event(i, "0123456789", 10_000, false);
        }
        assertEquals(List.of(), stream.uses);
        assertEquals(640, desk.budget.taken());
        run();
        assertEquals(List.of("credit 16 160", "credit 16 160", "credit 16 160", "credit 16 160"), stream.uses);
        assertEquals(2, threadNames.size(), "a turn ends after 32");
    }

    @Test
    void givesNoCreditWhileMemoryIsUsedUp() {
        assertTrue(desk.budget.tryTake(4 << 20));
        for (int i = 1; i <= 16; i++) {
            stream.event(i, "a", 10_000, false);
        }
        run();
        desk.pass(200);
        assertEquals(List.of(), stream.uses);
        desk.budget.give(4 << 20);
        desk.pass(200);
        assertEquals(List.of("credit 16 16"), stream.uses);
    }

    @Test
    void waitsForAPlaceAtItsReceiver() {
        var link = desk.link();
        link.take();
        var another = desk.book.subscribe(PEER, "another", RECEIVER, Overflow.DROP_OLDEST);
        var other = link.takeOne();
        other.subscribed(1, 0);
        done(another);
        receiver.places.drainPermits();
        receiver.places.release();
        stream.event(1, "a");
        other.event(1, "b");
        other.event(2, "c");
        assertEquals(1, turns.size(), "there is one place only");
        run();
        assertEquals(List.of("a", "b", "c"), receiver.received);
        assertEquals(1, receiver.places.availablePermits());
    }

    @Test
    void aPlaceGoesToThoseWhoHaveAUseForIt() {
        var link = desk.link();
        link.take();
        var streams = new ArrayList<TestLink.Sent>();
        for (String action : List.of("first", "second")) {
            var stage = desk.book.subscribe(PEER, action, RECEIVER, Overflow.DROP_OLDEST);
            var sent = link.takeOne();
            sent.subscribed(1, 0);
            done(stage);
            streams.add(sent);
        }
        receiver.places.drainPermits();
        receiver.places.release();
        stream.event(1, "a");
        streams.get(0).event(1, "b");
        streams.get(1).event(1, "c");
        desk.book.unsubscribe(PEER, "first", RECEIVER);
        run();
        assertEquals(List.of("a", "c"), receiver.received);
    }

    @Test
    void waitsForAThread() {
        noThreads = true;
        stream.event(1, "a");
        assertEquals(64, receiver.places.availablePermits());
        noThreads = false;
        desk.pass(125);
        run();
        assertEquals(List.of("a"), receiver.received);
    }

    @Test
    void aTakeOverKeepsTheOutcomesOfEarlierEvents() {
        stream.event(1, "a");
        stream.event(2, "b");
        stream.fails(ErrorCode.NOT_CONNECTED);
        desk.book.unlinked(PEER, link);
        turns.poll().run();
        assertEquals(List.of(), stream.uses);
        var next = desk.link().take().get(0);
        assertEquals(64, next.subscribe().creditMessages());
        next.subscribed(3, 0);
        assertEquals(List.of("ack 1 0", "ack 2 0"), next.uses.stream().sorted().toList());
        assertEquals(0, desk.status().missed());
    }

    @Test
    void whatRunsDuringATakeOverIsReportedOnTheNewStream() {
        stream.event(1, "a");
        stream.event(2, "b");
        desk.book.linked(PEER, link);
        var next = link.take().get(0);
        assertEquals(62, next.subscribe().creditMessages(), "two wait here");
        next.subscribed(3, 0);
        stream.fails(ErrorCode.DUPLICATE);
        stream.event(3, "of a stream that is over");
        next.event(3, "c");
        run();
        assertEquals(List.of("a", "b", "c"), receiver.received);
        assertEquals(List.of(), stream.uses);
        assertEquals(List.of("ack 1 0", "ack 2 0", "ack 3 0"), next.uses);
    }

    @Test
    void outcomesOfAnotherNumberingAreNotReported() {
        stream.event(1, "a");
        stream.fails(ErrorCode.NOT_CONNECTED);
        var next = desk.link().take().get(0);
        next.subscribed(1, 0, new Id16(8, 8));
        next.event(1, "b");
        run();
        assertEquals(List.of("a", "b"), receiver.received);
        assertEquals(List.of("ack 1 0"), next.uses);
        assertTrue(desk.status().lossUnknown());
    }

    @Test
    void countsWhatWasLost() {
        stream.event(1, "a");
        stream.event(4, "d");
        assertEquals(2, desk.status().missed());
        assertEquals(4, desk.status().sequence());
        assertEquals(2, desk.status().received());
        stream.fails(ErrorCode.DRAIN);
        desk.link().take().get(0).subscribed(7, 1);
        assertEquals(4, desk.status().missed());
        assertFalse(desk.status().lossUnknown());
    }

    @Test
    void deliversNothingBeforeItIsStored() {
        var changes = new ArrayDeque<Runnable>();
        var slow = new InMemoryStore();
        var other = new Desk(slow, slow.subscriptions(), (name, loader, task) -> task.run(), changes::add);
        var handler = other.offer(RECEIVER);
        var link = new TestLink();
        other.book.linked(PEER, link);
        var stage = other.subscribe(Overflow.DROP_OLDEST);
        changes.poll().run();
        var sent = link.take().get(1);
        sent.subscribed(1, 0);
        sent.event(1, "a");
        assertEquals(List.of(), handler.received, "the store is still at it");
        changes.poll().run();
        done(stage);
        assertEquals(List.of("a"), handler.received);
        assertEquals(List.of("ack 1 0"), sent.uses);
    }

    @Test
    void standsInLineOnceForAPlace() {
        receiver.places.drainPermits();
        for (int i = 1; i <= 40; i++) {
            stream.event(i, "x");
        }
        assertEquals(0, turns.size());
        receiver.places.release();
        var another = desk.book.subscribe(PEER, "another", RECEIVER, Overflow.DROP_OLDEST);
        var other = link.takeOne();
        other.subscribed(1, 0);
        done(another);
        other.event(1, "b");
        run();
        assertEquals(41, receiver.received.size());
        assertEquals(1, receiver.places.availablePermits());
    }

    @Test
    void boundsTheReportsThatWaitForAStream() {
        LongStream.rangeClosed(1, 1_100).forEach(number -> stream.event(number, "x"));
        stream.fails(ErrorCode.NOT_CONNECTED);
        run();
        var next = desk.link().take().get(0);
        next.subscribed(1_101, 0);
        assertEquals(1_024, next.uses.size());
        assertTrue(next.uses.contains("ack 1100 0"));
        assertFalse(next.uses.contains("ack 1 0"));
    }
}
