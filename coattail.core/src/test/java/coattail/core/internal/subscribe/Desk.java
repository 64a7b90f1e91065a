// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.subscribe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import coattail.api.CoattailException;
import coattail.api.Delivery;
import coattail.api.ErrorCode;
import coattail.api.InstanceRef;
import coattail.api.Overflow;
import coattail.core.admin.SubscriptionStatus;
import coattail.core.internal.memory.ByteBudget;
import coattail.core.internal.publish.Hub;
import coattail.core.internal.publish.PublicationLimits;
import coattail.core.internal.testing.InMemoryStore;
import coattail.core.internal.trace.Chronicle;
import coattail.core.internal.work.TimerWheel;
import coattail.core.spi.Subscription;
import coattail.core.spi.Subscriptions;
import coattail.core.spi.contract.StoreSamples;

/** A subscriber with a store in memory and a clock that is moved by hand; its peer is {@link #PEER}. */
final class Desk {
    static final String PEER = StoreSamples.instance(1);
    static final String ACTION = "measured";
    static final String RECEIVER = "archive";
    /** Two desks draw different ids. */
    private static final AtomicLong SEEDS = new AtomicLong();

    final AtomicLong now = new AtomicLong(2_000_000);
    final TimerWheel timers = new TimerWheel(now::get);
    final TestReceivers receivers = new TestReceivers();
    final List<Delivery> deliveries = new ArrayList<>();
    final InMemoryStore store;
    final ByteBudget budget = new ByteBudget(4 << 20, 2 << 20);
    final Chronicle chronicle = new Chronicle(new Random(1), () -> Instant.EPOCH, now::get);
    final SubscriptionBook book;

    Desk() {
        this(new InMemoryStore());
    }

    Desk(InMemoryStore store) {
        this(store, store.subscriptions(), (name, loader, task) -> task.run());
    }

    Desk(InMemoryStore store, Subscriptions subscriptions, HandlerThreads threads) {
        this(store, subscriptions, threads, Runnable::run);
    }

    /** @param workers where the store is used */
    Desk(InMemoryStore store, Subscriptions subscriptions, HandlerThreads threads, Executor workers) {
        this.store = store;
        if (store.peers().find(PEER).isEmpty()) {
            store.peers().put(StoreSamples.peer(1));
        }
        this.book = new SubscriptionBook(
                subscriptions,
                receivers,
                (publisher, action, event, deadline, scope, receiver) -> {
                    var delivery = new TestDelivery(publisher, action, event, deadline, scope);
                    deliveries.add(delivery);
                    return delivery;
                },
                timers,
                () -> Instant.EPOCH.plusMillis(now.get()),
                new Random(SEEDS.incrementAndGet()),
                workers,
                threads,
                budget,
                id -> new InstanceRef(id, "plant"),
                chronicle);
    }

    /** One whose receiver has come. */
    static Desk offering(String receiver) {
        var desk = new Desk();
        desk.offer(receiver);
        return desk;
    }

    /** A publisher on the same clock, with what it has stored. */
    Hub hub(InMemoryStore publishers, int seed) {
        var hub = new Hub(
                publishers.subscribers(),
                timers,
                () -> Instant.EPOCH,
                new Random(seed),
                PublicationLimits.DEFAULT,
                new ByteBudget(1 << 20, 1 << 20),
                Runnable::run,
                id -> new InstanceRef(id, "plant"));
        hub.load();
        return hub;
    }

    void pass(long millis) {
        timers.advance(now.addAndGet(millis));
    }

    TestReceivers.Receiver offer(String receiver) {
        var offered = receivers.offer(receiver);
        book.receiverCame(receiver);
        return offered;
    }

    void withdraw(String receiver) {
        receivers.withdraw(receiver);
        book.receiverGone(receiver);
    }

    /** A connection on which the reconciliation has been said; what was said waits in it. */
    TestLink link() {
        var link = new TestLink();
        book.linked(PEER, link);
        return link;
    }

    CompletionStage<Void> subscribe(Overflow overflow) {
        return book.subscribe(PEER, ACTION, RECEIVER, overflow);
    }

    /** Has the receiver subscribed on this connection; no request waits in that afterwards. */
    TestLink.Sent subscribed(TestLink link) {
        link.take();
        var done = subscribe(Overflow.DROP_OLDEST);
        var sent = link.takeOne();
        sent.subscribed(1, 0);
        done(done);
        return sent;
    }

    SubscriptionStatus status() {
        var all = book.snapshot();
        assertEquals(1, all.size());
        return all.get(0);
    }

    Subscription row() {
        var all = store.subscriptions().list();
        assertEquals(1, all.size());
        return all.get(0);
    }

    static <T> T done(CompletionStage<T> stage) {
        try {
            return stage.toCompletableFuture().get(0, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError("not complete, or failed", e);
        }
    }

    static ErrorCode failure(CompletionStage<?> stage) {
        var failure = assertThrows(
                ExecutionException.class, () -> stage.toCompletableFuture().get(0, TimeUnit.SECONDS));
        return ((CoattailException) failure.getCause()).code();
    }

    static boolean pending(CompletionStage<?> stage) {
        return !stage.toCompletableFuture().isDone();
    }
}
