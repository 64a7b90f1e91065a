// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.publish;

import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import java.util.Random;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import coattail.api.CoattailException;
import coattail.api.ContentType;
import coattail.api.ErrorCode;
import coattail.api.InstanceRef;
import coattail.api.Publication;
import coattail.core.internal.memory.ByteBudget;
import coattail.core.internal.testing.InMemoryStore;
import coattail.core.internal.wire.Body;
import coattail.core.internal.wire.Id16;
import coattail.core.internal.wire.Message;
import coattail.core.internal.wire.Trace;
import coattail.core.internal.work.TimerWheel;
import coattail.core.spi.contract.StoreSamples;

/** A publisher with a store in memory and a clock that is moved by hand. */
final class Site {
    static final String ACTION = "measured";
    static final Instant WALL = Instant.parse("2025-01-02T03:04:05Z");

    final AtomicLong now = new AtomicLong(1_000_000);
    final TimerWheel timers = new TimerWheel(now::get);
    final InMemoryStore store;
    final ByteBudget budget;
    final Hub hub;

    Site() {
        this(new InMemoryStore(), PublicationLimits.DEFAULT, new ByteBudget(64 << 20, 8 << 20), Runnable::run);
        store.tokens().add(StoreSamples.token(1));
        store.tokens().add(StoreSamples.token(2));
    }

    Site(InMemoryStore store, PublicationLimits limits, ByteBudget budget, Executor workers) {
        this.store = store;
        this.budget = budget;
        this.hub = new Hub(
                store.subscribers(),
                timers,
                () -> WALL,
                new Random(7),
                limits,
                budget,
                workers,
                id -> new InstanceRef(id, "name of " + id));
    }

    void pass(long millis) {
        timers.advance(now.addAndGet(millis));
    }

    Line subscribe(int subscriber, Message.Subscribe request) {
        return hub.subscribe(StoreSamples.instance(subscriber), StoreSamples.jti(1), 100, request, () -> {});
    }

    /** A subscription of a subscriber's, by its number, with policy drop-oldest. */
    Line subscribe(int subscriber) {
        return subscribe(subscriber, request(subscriber, 0, -1));
    }

    static Message.Subscribe request(int id, int policy, int window) {
        return new Message.Subscribe(1, ACTION, "receiver " + id, id(id), 64, 1 << 20, policy, window);
    }

    static Id16 id(int number) {
        return Id16.parse(StoreSamples.subscriptionId(number));
    }

    /** Publishes without verdicts. */
    Publication publish(String text) {
        return done(hub.publish(ACTION, body(text), Trace.NONE, false, false, 0));
    }

    /** Publishes with verdicts that are due after some time. */
    Publishing ask(String text, long millis) {
        return hub.publish(ACTION, body(text), Trace.NONE, false, true, now.get() + millis);
    }

    static Publication done(Publishing publishing) {
        try {
            return publishing.result().toCompletableFuture().get(0, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError("not complete, or failed", e);
        }
    }

    static boolean pending(Publishing publishing) {
        return !publishing.result().toCompletableFuture().isDone();
    }

    static ErrorCode refusal(Runnable subscribe) {
        return assertThrows(CoattailException.class, subscribe::run).code();
    }

    static Body body(String text) {
        return Body.of(ContentType.TEXT, text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }
}
