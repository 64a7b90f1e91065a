// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.instance;

import static coattail.core.internal.instance.TestInstance.await;
import static coattail.core.internal.instance.TestInstance.get;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import coattail.api.CoattailException;
import coattail.api.Delivery;
import coattail.api.ErrorCode;
import coattail.api.Option;
import coattail.api.Outcome;
import coattail.api.Publication;
import coattail.api.Receiver;
import coattail.core.admin.SubscriptionStatus;
import coattail.core.internal.testing.EventThread;
import coattail.core.internal.testing.InMemoryTransport;

/** What holds of deliveries while connections are lost again and again. */
class CutConnectionsTest {
    private static final int CUTS = 3;
    private static final int EVENTS = 300;

    record Reading(int value) {}

    record Came(long sequence, String eventId) {}

    static final class Recorder implements Receiver<Reading> {
        final List<Came> came = new ArrayList<>();

        @Override
        public synchronized void receive(Reading reading, Delivery delivery) {
            came.add(new Came(delivery.sequence(), delivery.eventId()));
        }

        synchronized List<Came> came() {
            return List.copyOf(came);
        }
    }

    @TempDir
    Path directory;

    private final EventThread network = new EventThread("network");
    private final InMemoryTransport transport = new InMemoryTransport(network);
    private final Recorder record = new Recorder();
    private TestInstance north;
    private TestInstance south;

    @BeforeEach
    void subscribe() {
        north = new TestInstance("north", directory, transport);
        south = new TestInstance("south", directory, transport);
        north.offers("measure", Reading.class, Reading.class, (reading, invocation) -> reading);
        south.receives("record", Reading.class, record);
        north.open();
        south.open();
        south.knows(north, "measure");
        get(south.coattail().peer("north").subscribe("measure", "record").result());
    }

    @AfterEach
    void close() throws Exception {
        south.close();
        north.close();
        network.close();
    }

    private CompletionStage<Publication> publish(Option... options) {
        return north.coattail()
                .local()
                .publish("measure", new Reading(1), options)
                .result();
    }

    @Test
    void eventsComeInOrderAtMostOnceAndEveryLossIsCounted() throws Exception {
        var over = new AtomicBoolean();
        var asked = new ConcurrentLinkedQueue<CompletionStage<Publication>>();
        var background = CompletableFuture.runAsync(() -> {
            while (!over.get()) {
                get(publish());
                asked.add(publish(Option.verdicts(), Option.deadline(Duration.ofSeconds(1))));
            }
        });
        for (int cut = 0; cut < CUTS; cut++) {
            awaitMore();
            transport.cut();
        }
        awaitMore();
        over.set(true);
        background.get(TestInstance.SECONDS, TimeUnit.SECONDS);
        assertEquals(
                Map.of(Outcome.PROCESSED, 1), get(publish(Option.verdicts())).counts());

        long processed = 0;
        for (var stage : asked) {
            var publication = get(stage);
            assertEquals(1, publication.subscriptions());
            processed += publication.count(Outcome.PROCESSED);
        }
        var came = record.came();
        assertTrue(processed <= came.size());
        assertEquals(came.size(), new HashSet<>(came.stream().map(Came::eventId).toList()).size());
        for (int i = 1; i < came.size(); i++) {
            assertTrue(came.get(i - 1).sequence() < came.get(i).sequence(), "in order");
        }
        var status = status();
        assertEquals(came.size(), status.received());
        assertEquals(status.sequence(), status.received() + status.missed(), "every number came or is missed");
        assertEquals(
                status.sequence(), north.subscriptions().subscribers().get(0).sequence());
        assertEquals(false, status.lossUnknown());
    }

    @Test
    void whatARemoteCallerIsToldAddsUpToo() throws Exception {
        try (var west = new TestInstance("west", directory, transport)) {
            west.open();
            var names = List.of("measure");
            var token = north.tokens().issue(HostileGround.allowing(names, names, List.of(), List.of()));
            get(west.peers().add(token.reveal(), Optional.of("north"), Optional.empty()));
            var over = new AtomicBoolean();
            var told = new ConcurrentLinkedQueue<CompletionStage<Publication>>();
            var begun = new AtomicInteger();
            var background = CompletableFuture.runAsync(() -> {
                while (!over.get()) {
                    begun.addAndGet(3);
                    told.add(remotely(west, Option.deadline(Duration.ofSeconds(1))));
                    told.add(remotely(west, Option.verdicts(), Option.deadline(Duration.ofSeconds(1))));
                    var performed = west.coattail()
                            .peer("north")
                            .perform(
                                    "measure",
                                    new Reading(2),
                                    Reading.class,
                                    Option.publishResult(),
                                    Option.verdicts(),
                                    Option.deadline(Duration.ofSeconds(1)));
                    told.add(performed.publication());
                    performed
                            .result()
                            .toCompletableFuture()
                            .handle((output, thrown) -> null)
                            .join();
                }
            });
            for (int cut = 0; cut < CUTS; cut++) {
                awaitMore();
                transport.cut();
            }
            awaitMore();
            over.set(true);
            background.get(TestInstance.SECONDS, TimeUnit.SECONDS);
            // The last one to be published: of those before no outcome comes any more.
            await("it is connected again", () -> {
                try {
                    return get(remotely(west, Option.verdicts())).count(Outcome.PROCESSED) == 1;
                } catch (CoattailException e) {
                    return false;
                }
            });
            addsUp(told, begun.get());
        }
    }

    private static CompletionStage<Publication> remotely(TestInstance west, Option... options) {
        return west.coattail()
                .peer("north")
                .publish("measure", new Reading(1), options)
                .result();
    }

    private void addsUp(Iterable<CompletionStage<Publication>> told, int begun) {
        int answered = 0;
        int processed = 0;
        for (var stage : told) {
            try {
                var publication = get(stage);
                assertEquals(1, publication.subscriptions(), publication.toString());
                assertEquals(List.of(), publication.verdicts(), "a peer doesn't say who they are");
                answered++;
                processed += publication.count(Outcome.PROCESSED);
            } catch (CoattailException e) {
                assertTrue(e.code() == ErrorCode.NOT_CONNECTED || e.code() == ErrorCode.DEADLINE, e.toString());
            }
        }
        long published = north.subscriptions().subscribers().get(0).sequence();
        assertTrue(answered > 0 && answered <= begun && answered <= published, answered + " of " + begun);
        assertTrue(processed > 0 && processed <= record.came().size());
    }

    private SubscriptionStatus status() {
        return south.subscriptions().subscriptions().get(0);
    }

    /** Waits for so many events that the last ones were sent after this was called: more than may wait on the way. */
    private void awaitMore() {
        int before = record.came().size();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(TestInstance.SECONDS);
        while (record.came().size() <= before + EVENTS) {
            assertTrue(
                    System.nanoTime() < end,
                    "no events any more; " + south.subscriptions().subscriptions());
            Thread.onSpinWait();
        }
    }
}
