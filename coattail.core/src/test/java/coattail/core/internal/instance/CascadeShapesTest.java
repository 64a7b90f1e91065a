// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.instance;

import static coattail.core.internal.instance.TestInstance.await;
import static coattail.core.internal.instance.TestInstance.get;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import coattail.api.Coattail;
import coattail.api.CoattailException;
import coattail.api.ErrorCode;
import coattail.api.Invocation;
import coattail.core.admin.Permissions;
import coattail.core.admin.TokenRequest;
import coattail.core.internal.testing.EventThread;
import coattail.core.internal.testing.InMemoryTransport;
import coattail.core.spi.AdmissionLimits;

/** Cascades that meet again, which is right, and cascades that go round, which end, also where one of the ring lies. */
class CascadeShapesTest {
    private static final int BURST = 60;
    private static final int RATE = 1;

    @TempDir
    Path directory;

    private final EventThread network = new EventThread("network");
    private final AtomicInteger rounds = new AtomicInteger();
    private final AtomicReference<ErrorCode> stopped = new AtomicReference<>();
    private final CountDownLatch over = new CountDownLatch(1);
    private TestInstance north;
    private TestInstance south;

    @BeforeEach
    void open() {
        var transport = new InMemoryTransport(network);
        north = new TestInstance("north", directory, transport);
        south = new TestInstance("south", directory, transport);
        north.open();
        south.open();
    }

    @AfterEach
    void close() throws Exception {
        south.close();
        north.close();
        network.close();
    }

    private static String perform(Coattail coattail, String peer, String action, String input) {
        return get(coattail.peer(peer).perform(action, input, String.class).result());
    }

    /** Notes why the ring went no further. */
    private <T> void whenItEnds(java.util.concurrent.CompletionStage<T> stage) {
        stage.whenComplete((result, thrown) -> {
            if (thrown != null) {
                var cause = thrown instanceof CompletionException ? thrown.getCause() : thrown;
                stopped.set(((CoattailException) cause).code());
                over.countDown();
            }
        });
    }

    private void awaitItsEnd() throws InterruptedException {
        assertTrue(over.await(TestInstance.SECONDS, TimeUnit.SECONDS), "it goes round and round: " + rounds);
    }

    @Test
    void aDiamondIsNoLoop() {
        south.offers("left", String.class, String.class, (input, invocation) -> back(input + " left", invocation))
                .offers("right", String.class, String.class, (input, invocation) -> back(input + " right", invocation));
        north.offers("bottom", String.class, String.class, (input, invocation) -> input + " bottom");
        north.offers("top", String.class, String.class, (input, invocation) -> {
            var left = invocation.coattail().peer("south").perform("left", input, String.class);
            var right = invocation.coattail().peer("south").perform("right", input, String.class);
            return get(left.result()) + ", " + get(right.result());
        });
        north.knows(south, "left", "right");
        south.knows(north, "bottom");
        assertEquals(
                "x left bottom, x right bottom",
                get(north.coattail().local().perform("top", "x", String.class).result()));
    }

    private static String back(String input, Invocation invocation) {
        return perform(invocation.coattail(), "north", "bottom", input);
    }

    @Test
    void aDiamondOfPublicationsIsNoLoop() {
        for (var side : List.of("left", "right")) {
            south.receives(
                    side,
                    String.class,
                    (event, delivery) -> get(delivery.coattail()
                            .local()
                            .publish("joined", event + " " + side)
                            .result()));
        }
        var came = new java.util.concurrent.ConcurrentSkipListSet<String>();
        north.receives("end", String.class, (event, delivery) -> came.add(event));
        north.offers("begun", String.class, String.class, (input, invocation) -> input);
        south.offers("joined", String.class, String.class, (input, invocation) -> input);
        south.knows(north, "begun");
        north.knows(south, "joined");
        get(south.coattail().peer("north").subscribe("begun", "left").result());
        get(south.coattail().peer("north").subscribe("begun", "right").result());
        get(north.coattail().peer("south").subscribe("joined", "end").result());
        get(north.coattail().local().publish("begun", "x").result());
        await("it came both ways", () -> came.size() == 2);
        assertEquals(List.of("x left", "x right"), List.copyOf(came));
    }

    @Test
    void aRingOfWhichOneDropsThePathIsStoppedByTheBudget() throws Exception {
        north.instance()
                .update(new Settings(
                        "north",
                        north.directory(),
                        true,
                        "127.0.0.1",
                        0,
                        "127.0.0.1",
                        AdmissionLimits.DEFAULT,
                        1_024,
                        1 << 20,
                        8,
                        BURST,
                        RATE));
        north.offers("ping", String.class, String.class, (input, invocation) -> input);
        south.offers("pong", String.class, String.class, (input, invocation) -> input);
        north.receives(
                "returns",
                String.class,
                (event, delivery) -> whenItEnds(
                        delivery.coattail().local().publish("ping", event).result()));
        south.receives("returns", String.class, (event, delivery) -> {
            rounds.incrementAndGet();
            // Begins a cascade anew each time, as one does that means it ill.
            south.coattail().local().publish("pong", event);
        });
        south.knows(north, "ping");
        north.knows(south, "pong");
        get(south.coattail().peer("north").subscribe("ping", "returns").result());
        get(north.coattail().peer("south").subscribe("pong", "returns").result());
        long begin = System.nanoTime();
        get(north.coattail().local().publish("ping", "x").result());
        awaitItsEnd();
        long seconds = 1 + TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begin);
        assertEquals(ErrorCode.RATE_LIMITED, stopped.get());
        // The first isn't of the cascade's budget: nothing caused it.
        assertTrue(rounds.get() > BURST / 2, "rounds: " + rounds);
        assertTrue(rounds.get() <= 1 + BURST + RATE * seconds, "rounds: " + rounds);
    }

    @Test
    void aRingOfWhichOneDropsThePathIsStoppedByTheRateOfItsToken() throws Exception {
        south.offers("pong", String.class, String.class, (input, invocation) -> {
            whenItEnds(south.coattail()
                    .peer("north")
                    .perform("ping", input, String.class)
                    .result());
            return input;
        });
        north.offers("ping", String.class, String.class, (input, invocation) -> {
            rounds.incrementAndGet();
            whenItEnds(invocation
                    .coattail()
                    .peer("south")
                    .perform("pong", input, String.class)
                    .result());
            return input;
        });
        north.knows(south, "pong");
        var token = north.tokens()
                .issue(new TokenRequest(
                        List.of("ping"),
                        List.of(),
                        List.of(),
                        List.of(),
                        false,
                        Optional.empty(),
                        Duration.ZERO,
                        Optional.of(TokenRequest.DEFAULT_LIFETIME),
                        false,
                        false,
                        new Permissions.Limits(RATE, BURST, 64, 1, 1_000)))
                .reveal();
        get(south.peers().add(token, Optional.of("north"), Optional.empty()));
        long begin = System.nanoTime();
        perform(south.coattail(), "north", "ping", "x");
        awaitItsEnd();
        long seconds = 1 + TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begin);
        assertEquals(ErrorCode.RATE_LIMITED, stopped.get());
        assertTrue(rounds.get() > BURST / 2, "rounds: " + rounds);
        assertTrue(rounds.get() <= BURST + RATE * seconds, "rounds: " + rounds);
    }
}
