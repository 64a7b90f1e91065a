// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.instance;

import static coattail.core.spi.contract.StoreSamples.instance;
import static coattail.core.spi.contract.StoreSamples.jti;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import coattail.api.InstanceRef;
import coattail.core.admin.SubscriberStatus;
import coattail.core.internal.admin.EndingTokens;
import coattail.core.internal.authority.Grants;
import coattail.core.internal.authority.KeyBearers;
import coattail.core.internal.memory.ByteBudget;
import coattail.core.internal.peer.Directory;
import coattail.core.internal.publish.Hub;
import coattail.core.internal.publish.PublicationLimits;
import coattail.core.internal.testing.InMemoryStore;
import coattail.core.internal.wire.Id16;
import coattail.core.internal.wire.Message;
import coattail.core.internal.work.TimerWheel;
import coattail.core.internal.work.Workers;
import coattail.core.spi.contract.StoreSamples;

/** What goes wrong in one round of upkeep keeps nothing else from being done. */
@Timeout(20)
class UpkeepTest {
    private static final Instant WALL = Instant.parse("2025-01-02T03:04:05Z");
    private static final int SUBSCRIBERS = 9;
    private static final int UNREADABLE = 5;

    private final AtomicLong now = new AtomicLong(1_000_000);
    private final TimerWheel timers = new TimerWheel(now::get);
    private final Workers workers = new Workers();
    private final InMemoryStore store = new InMemoryStore();
    private final Hub hub = new Hub(
            store.subscribers(),
            timers,
            () -> WALL,
            new Random(7),
            PublicationLimits.DEFAULT,
            new ByteBudget(64 << 20, 8 << 20),
            workers.executor(),
            id -> new InstanceRef(id, id));
    private final Semaphore rounds = new Semaphore(0);
    private final AtomicInteger renewals = new AtomicInteger();

    @AfterEach
    void stop() {
        workers.close();
    }

    private Upkeep upkeep(Upkeep.Task renewal) {
        // Grants ask for the time once a round, before all else.
        var grants = new Grants(
                () -> {
                    rounds.release();
                    return WALL;
                },
                () -> TimeUnit.MILLISECONDS.toNanos(now.get()));
        var directory = new Directory(store.peers(), () -> WALL);
        return new Upkeep(
                timers,
                workers,
                grants,
                new KeyBearers(store.validationTokens(), grants, () -> WALL),
                store.tokens(),
                hub,
                new EndingTokens(directory, () -> WALL),
                () -> WALL,
                renewal);
    }

    /** Lets time pass until the next round has begun; those before it are through then. */
    private void awaitRound() throws InterruptedException {
        do {
            timers.advance(now.addAndGet(1_000));
        } while (!rounds.tryAcquire(10, TimeUnit.MILLISECONDS));
    }

    @Test
    void aTokenThatCannotBeReadHidesNoOther() throws InterruptedException {
        for (int i = 1; i <= SUBSCRIBERS; i++) {
            store.tokens().add(StoreSamples.token(i));
            var request = new Message.Subscribe(
                    1, "measured", "receiver", Id16.parse(StoreSamples.subscriptionId(i)), 64, 1 << 20, 0, -1);
            hub.subscribe(instance(i), jti(i), 100, request, () -> {});
        }
        // What the samples claim isn't anything that was ever issued; a revoked token's claims are never looked at.
        IntStream.rangeClosed(1, SUBSCRIBERS).filter(i -> i != UNREADABLE).forEach(i -> store.tokens()
                .revoke(jti(i)));
        upkeep(renewals::incrementAndGet).start();
        awaitRound();
        awaitRound();

        assertEquals(
                List.of(jti(UNREADABLE)),
                hub.snapshot().stream().map(SubscriberStatus::token).toList());
        assertEquals(1, renewals.get());
    }

    @Test
    void anErrorDoesNotEndTheRounds() throws InterruptedException {
        upkeep(() -> {
                    throw new NoClassDefFoundError("a bundle that went");
                })
                .start();
        awaitRound();
        awaitRound();
        assertEquals(0, rounds.availablePermits());
    }
}
