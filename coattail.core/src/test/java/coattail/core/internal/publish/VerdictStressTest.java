// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.publish;

import static coattail.core.internal.publish.Site.ACTION;
import static coattail.core.internal.publish.Site.body;
import static coattail.core.internal.publish.Site.id;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicIntegerArray;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import coattail.api.CoattailException;
import coattail.api.Outcome;
import coattail.api.Publication;
import coattail.core.internal.memory.ByteBudget;
import coattail.core.internal.testing.InMemoryStore;
import coattail.core.internal.wire.Id16;
import coattail.core.internal.wire.Message;
import coattail.core.internal.wire.Trace;
import coattail.core.spi.contract.StoreSamples;

/**
 * Verdicts add up whatever happens at the same time: threads that publish, receive, report, detach, take over, revoke
 * and subscribe anew, while events expire and memory runs out.
 */
class VerdictStressTest {
    private static final int SUBSCRIPTIONS = 12;
    private static final int PUBLICATIONS = 4_000;
    private static final int SEED = 20250102;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final ExecutorService workers = Executors.newFixedThreadPool(2);
    private final InMemoryStore store = new InMemoryStore();
    private final Site site = new Site(store, PublicationLimits.DEFAULT, new ByteBudget(20_000, 20_000), workers);
    private final AtomicBoolean over = new AtomicBoolean();
    private final AtomicIntegerArray generations = new AtomicIntegerArray(SUBSCRIPTIONS);
    /** Every line that there ever was: each counts every publication that concerned it. */
    private final Set<Line> lines = ConcurrentHashMap.newKeySet();

    private final Queue<Publishing> asked = new ConcurrentLinkedQueue<>();
    private final Queue<Publishing> counted = new ConcurrentLinkedQueue<>();

    @AfterEach
    void stop() {
        threads.shutdownNow();
        workers.shutdownNow();
    }

    @Test
    void everyPublicationHasOneVerdictForEachSubscription() throws Exception {
        store.tokens().add(StoreSamples.token(1));
        for (int i = 0; i < SUBSCRIPTIONS; i++) {
            subscribe(i);
        }
        var running = new ArrayList<Future<?>>();
        for (int i = 0; i < SUBSCRIPTIONS; i++) {
            int number = i;
            running.add(threads.submit(() -> receive(number, new Random(SEED + number))));
        }
        running.add(threads.submit(this::passTime));
        var publishers = new ArrayList<Future<?>>();
        for (int i = 0; i < 3; i++) {
            int number = i;
            publishers.add(threads.submit(() -> publish(new Random(SEED - 2 - number))));
        }
        join(publishers);
        over.set(true);
        join(running);
        site.hub.stop();

        var publications = results();
        long fromLines =
                lines.stream().mapToLong(line -> line.status().sequence()).sum();
        long fromPublications =
                publications.stream().mapToLong(Publication::subscriptions).sum();
        assertEquals(fromLines, fromPublications);
        assertEquals(0, site.budget.taken(), "nothing waits, nothing is held");
    }

    private List<Publication> results() throws Exception {
        var publications = new ArrayList<Publication>();
        for (Publishing publishing : asked) {
            var publication = publishing.result().toCompletableFuture().get(30, TimeUnit.SECONDS);
            assertEquals(publication.subscriptions(), publication.verdicts().size());
            assertEquals(0, publication.count(Outcome.ENQUEUED));
            publications.add(publication);
        }
        for (Publishing publishing : counted) {
            publications.add(publishing.result().toCompletableFuture().get(30, TimeUnit.SECONDS));
        }
        return publications;
    }

    private static void join(Collection<Future<?>> threads) throws Exception {
        for (var thread : threads) {
            thread.get(120, TimeUnit.SECONDS);
        }
    }

    /** A subscription that was revoked comes back under another id. */
    private static Id16 subscription(int number, int generation) {
        return id((number + SUBSCRIPTIONS * generation) % 100_000);
    }

    private Line subscribe(int number) {
        var id = subscription(number, generations.get(number));
        var request =
                new Message.Subscribe(1, ACTION, "receiver " + number, id, 64, 1 << 20, number % 3, 1 + number % 5);
        var line = site.hub.subscribe(StoreSamples.instance(number), StoreSamples.jti(1), 1_000, request, () -> {});
        lines.add(line);
        return line;
    }

    private Void publish(Random random) {
        for (int i = 0; i < PUBLICATIONS; i++) {
            var text = "x".repeat(random.nextInt(1_500));
            boolean verdicts = random.nextBoolean();
            var publishing = site.hub.publish(
                    ACTION, body(text), Trace.NONE, false, verdicts, site.now.get() + random.nextInt(400));
            (verdicts ? asked : counted).add(publishing);
        }
        return null;
    }

    /** One subscriber: attaches, takes events, reports most of them, and comes and goes. */
    private Void receive(int number, Random random) {
        while (!over.get()) {
            try {
                var line = subscribe(number);
                var feed = TestFeed.at(line);
                for (int i = random.nextInt(200); i > 0; i--) {
                    var event = feed.take();
                    if (event != null && event.acknowledge() && random.nextInt(10) > 0) {
                        line.acknowledged(event.sequence(), random.nextInt(6));
                    }
                }
                if (random.nextInt(3) > 0) {
                    line.detach(feed, random.nextBoolean());
                }
            } catch (CoattailException e) {
                // Another has ended it in between; the next round makes it anew.
                continue;
            }
            if (random.nextInt(8) == 0) {
                end(random.nextInt(SUBSCRIPTIONS), random.nextInt(3));
            }
        }
        return null;
    }

    private void end(int number, int how) {
        switch (how) {
            case 0 ->
                site.hub.unsubscribe(StoreSamples.instance(number), subscription(number, generations.get(number)));
            case 1 -> site.hub.unsubscribeOthers(StoreSamples.instance(number), () -> Set.of());
            default -> {
                int generation = generations.getAndIncrement(number);
                site.hub.revoke(StoreSamples.instance(number), subscription(number, generation));
            }
        }
    }

    private Void passTime() {
        while (!over.get()) {
            site.pass(1);
        }
        return null;
    }
}
