// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.instance;

import static coattail.core.internal.instance.TestInstance.get;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import coattail.api.Action;
import coattail.api.CoattailException;
import coattail.api.ErrorCode;
import coattail.api.Invocation;
import coattail.api.Option;
import coattail.core.internal.testing.EventThread;
import coattail.core.internal.testing.InMemoryTransport;
import coattail.core.spi.AdmissionLimits;
import coattail.core.spi.ConnectionAcceptor;
import coattail.core.spi.KeyPin;
import coattail.core.spi.TlsIdentity;
import coattail.core.spi.Transport;

/** What remains of calls, and of connections, that came to their end early. */
class EndedCallsTest {
    /** Doesn't care whether it is interrupted. */
    static final class Stubborn implements Action<Void, String> {
        final CountDownLatch begun = new CountDownLatch(1);
        final CountDownLatch release = new CountDownLatch(1);

        @Override
        public String perform(Void input, Invocation invocation) {
            begun.countDown();
            while (true) {
                try {
                    release.await();
                    return "done";
                } catch (InterruptedException e) {
                    assertTrue(invocation.cancelled());
                }
            }
        }
    }

    @TempDir
    Path directory;

    private final EventThread network = new EventThread("network");
    private final InMemoryTransport transport = new InMemoryTransport(network);
    private final Stubborn stubborn = new Stubborn();
    private TestInstance north;
    private TestInstance south;

    @BeforeEach
    void subscribe() {
        north = new TestInstance("north", directory, transport);
        south = new TestInstance("south", directory, transport);
        north.offers("stubborn", Void.class, String.class, stubborn);
        south.receives("any", Object.class, (event, delivery) -> {});
        north.open();
        south.open();
        south.knows(north, "stubborn");
        get(south.coattail().peer("north").subscribe("stubborn", "any").result());
    }

    @AfterEach
    void close() throws Exception {
        stubborn.release.countDown();
        south.close();
        north.close();
        network.close();
    }

    private long publishedOnceAllIsOver() {
        stubborn.release.countDown();
        north.close();
        return north.subscriptions().subscribers().stream()
                .mapToLong(each -> each.sequence())
                .sum();
    }

    @Test
    void theOutputOfACallThatMissedItsDeadlineIsNotPublished() {
        var call = south.coattail()
                .peer("north")
                .perform(
                        "stubborn", null, String.class, Option.publishResult(), Option.deadline(Duration.ofMillis(50)));
        assertEquals(
                ErrorCode.DEADLINE,
                assertThrows(CoattailException.class, () -> get(call.result())).code());
        assertEquals(0, publishedOnceAllIsOver());
    }

    @Test
    void theOutputOfACallThatWasCancelledIsNotPublished() throws Exception {
        var call = north.coattail().local().perform("stubborn", null, String.class, Option.publishResult());
        assertTrue(stubborn.begun.await(TestInstance.SECONDS, TimeUnit.SECONDS));
        call.cancel();
        assertEquals(0, publishedOnceAllIsOver());
    }

    @Test
    void aConnectionThatComesWhileTheInstanceLeavesIsClosed() throws Exception {
        var held = new HeldDials(transport);
        try (var late = new TestInstance("late", directory, held)) {
            late.open();
            held.hold();
            var added = late.peers().add(north.token("stubborn"), Optional.empty(), Optional.empty());
            assertTrue(held.dialled.await(TestInstance.SECONDS, TimeUnit.SECONDS));
            late.instance().leave();
            held.letGo();
            assertEquals(
                    ErrorCode.NOT_CONNECTED,
                    assertThrows(CoattailException.class, () -> get(added)).code());
        }
    }

    @Test
    void aConnectionWithAPeerThatWasRemovedMeanwhileIsClosed() throws Exception {
        var held = new HeldDials(transport);
        try (var forgetful = new TestInstance("forgetful", directory, held)) {
            forgetful.open();
            forgetful.knows(north, "stubborn");
            south.peers().remove("north", false, false);
            TestInstance.await("south has left", () -> transport.connections() == 1);
            held.hold();
            transport.cut();
            assertTrue(held.dialled.await(TestInstance.SECONDS, TimeUnit.SECONDS));
            forgetful.peers().remove("north", false, false);
            get(held.letGo());
            TestInstance.await("nobody is connected", () -> transport.connections() == 0);
        }
    }

    /** A transport whose dials wait, once they are held. */
    private static final class HeldDials implements Transport {
        private final Transport transport;
        private final CompletableFuture<Void> opened = new CompletableFuture<>();
        private final CountDownLatch dialled = new CountDownLatch(1);
        private volatile CompletableFuture<Void> gate = CompletableFuture.completedFuture(null);

        HeldDials(Transport transport) {
            this.transport = transport;
        }

        void hold() {
            gate = new CompletableFuture<>();
        }

        /** Completes when the dial that was held is over. */
        CompletionStage<Void> letGo() {
            gate.complete(null);
            return opened;
        }

        @Override
        public Listening listen(
                InetSocketAddress address, TlsIdentity identity, AdmissionLimits limits, ConnectionAcceptor connections)
                throws IOException {
            return transport.listen(address, identity, limits, connections);
        }

        @Override
        public CompletionStage<Void> dial(
                InetSocketAddress address, TlsIdentity identity, KeyPin pin, ConnectionAcceptor handler) {
            if (gate.isDone()) {
                return transport.dial(address, identity, pin, handler);
            }
            dialled.countDown();
            return gate.thenCompose(nothing -> transport.dial(address, identity, pin, handler))
                    .whenComplete((nothing, thrown) -> opened.complete(null));
        }
    }
}
