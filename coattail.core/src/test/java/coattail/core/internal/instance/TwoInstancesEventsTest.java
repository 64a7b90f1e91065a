// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.instance;

import static coattail.core.internal.instance.TestInstance.get;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
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
import coattail.api.Receiver;
import coattail.core.internal.instance.Neighbours.Greeting;
import coattail.core.internal.instance.Neighbours.Guest;

/** What one instance publishes and another receives, from the subscription to the cascade. */
class TwoInstancesEventsTest {
    static final class Collect implements Receiver<Greeting> {
        final BlockingQueue<String> texts = new LinkedBlockingQueue<>();

        @Override
        public void receive(Greeting greeting, Delivery delivery) {
            texts.add(delivery.publisher().name() + "/" + delivery.action() + "#" + delivery.sequence() + ": "
                    + greeting.text());
        }

        String next() throws InterruptedException {
            return texts.poll(TestInstance.SECONDS, TimeUnit.SECONDS);
        }
    }

    @TempDir
    Path directory;

    private Neighbours neighbours;
    private TestInstance north;
    private TestInstance south;

    @BeforeEach
    void open() {
        neighbours = new Neighbours(directory);
        north = neighbours.north;
        south = neighbours.south;
    }

    @AfterEach
    void close() throws Exception {
        neighbours.close();
    }

    @Test
    void aReceiverRunsOnWhatThePeerPublishes() throws Exception {
        var collect = new Collect();
        south.receives("collect", Greeting.class, collect).knows(north, "greet");
        assertNull(
                get(south.coattail().peer("north").subscribe("greet", "collect").result()));

        var publication = get(north.coattail()
                .local()
                .publish("greet", new Greeting("good morning"), Option.verdicts())
                .result());
        assertEquals("north/greet#1: good morning", collect.next());
        assertEquals(Map.of(Outcome.PROCESSED, 1), publication.counts());
        assertEquals(south.id(), publication.verdicts().get(0).subscriber().id());
    }

    @Test
    void aPerformPublishesItsResult() throws Exception {
        var collect = new Collect();
        south.receives("collect", Greeting.class, collect).knows(north, "greet");
        get(south.coattail().peer("north").subscribe("greet", "collect").result());
        var call = south.coattail()
                .peer("north")
                .perform("greet", new Guest("Ada"), Greeting.class, Option.publishResult(), Option.verdicts());
        assertTrue(get(call.result()).text().startsWith("Hello, Ada"));
        assertEquals(Map.of(Outcome.PROCESSED, 1), get(call.publication()).counts());
        assertTrue(collect.next().startsWith("north/greet#1: Hello, Ada"));
    }

    @Test
    void aSubscriptionOutlivesTheRestartOfEitherSide() throws Exception {
        var collect = new Collect();
        south.receives("collect", Greeting.class, collect).knows(north, "greet");
        get(south.coattail().peer("north").subscribe("greet", "collect").result());

        south.close();
        south.start();
        south.receives("collect", Greeting.class, collect);
        south.open();
        awaitAttached(north);
        get(north.coattail()
                .local()
                .publish("greet", new Greeting("again"), Option.verdicts())
                .result());
        assertEquals("north/greet#1: again", collect.next());
    }

    private static void awaitAttached(TestInstance publisher) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(TestInstance.SECONDS);
        while (publisher.subscriptions().subscribers().stream().noneMatch(each -> each.attached())) {
            assertTrue(
                    System.nanoTime() < end,
                    "not attached: " + publisher.subscriptions().subscribers());
            Thread.onSpinWait();
        }
    }

    @Test
    void aCascadeEndsWhereItWouldGoRound() throws Exception {
        var rounds = new AtomicInteger();
        var failures = new LinkedBlockingQueue<ErrorCode>();
        south.receives("again", Greeting.class, new Receiver<Greeting>() {
            @Override
            public void receive(Greeting greeting, Delivery delivery) {
                rounds.incrementAndGet();
                delivery.coattail()
                        .peer("north")
                        .publish("greet", greeting)
                        .result()
                        .whenComplete((done, thrown) -> failures.add(((CoattailException) thrown).code()));
            }
        });
        south.knows(north, "greet");
        get(south.coattail().peer("north").subscribe("greet", "again").result());
        get(north.coattail()
                .local()
                .publish("greet", new Greeting("round"), Option.verdicts())
                .result());
        assertEquals(ErrorCode.LOOP, failures.poll(TestInstance.SECONDS, TimeUnit.SECONDS));
        assertEquals(1, rounds.get());
    }

    @Test
    void unsubscribingEndsTheDeliveries() {
        var collect = new Collect();
        south.receives("collect", Greeting.class, collect).knows(north, "greet");
        get(south.coattail().peer("north").subscribe("greet", "collect").result());
        get(south.coattail().peer("north").unsubscribe("greet", "collect").result());
        assertEquals(
                0,
                get(north.coattail()
                                .local()
                                .publish("greet", new Greeting("x"), Option.verdicts())
                                .result())
                        .subscriptions());
        assertTrue(north.store.subscribers().list().isEmpty());
        assertTrue(south.store.subscriptions().list().isEmpty());
    }
}
