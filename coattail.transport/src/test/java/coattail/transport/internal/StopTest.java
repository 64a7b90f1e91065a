// SPDX-License-Identifier: Apache-2.0
package coattail.transport.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import coattail.core.internal.testing.TestIdentities;
import coattail.core.spi.AdmissionLimits;
import coattail.core.spi.KeyPin;
import coattail.core.spi.TlsIdentity;
import coattail.core.spi.contract.Side;

/** What the end of a transport leaves behind: nothing. */
@Timeout(60)
class StopTest {
    private static final TlsIdentity IDENTITY = TestIdentities.ed25519("both");
    private static final KeyPin PIN = TestIdentities.pin(IDENTITY);
    private static final InetSocketAddress ANY = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    @Test
    void everythingIsClosedAndEveryThreadEnds() throws Exception {
        var transport = new MinaTransport();
        var listener = new Side();
        var dialler = new Side();
        var listening = transport.listen(ANY, IDENTITY, AdmissionLimits.DEFAULT, listener);
        var second = transport.listen(ANY, IDENTITY, AdmissionLimits.DEFAULT, listener);
        transport
                .dial(listening.address(), IDENTITY, PIN, dialler)
                .toCompletableFuture()
                .get();
        var here = dialler.next();
        var there = listener.next();
        assertTrue(IoThreadsLeft.names().contains("coattail-io-1"), IoThreadsLeft.names()::toString);
        try (var silent = new ServerSocket(0, 10, ANY.getAddress());
                var opening = new Socket(ANY.getAddress(), second.address().getPort())) {
            var pending = transport.dial(at(silent), IDENTITY, PIN, dialler);
            silent.accept().close();
            var unfinished = transport.dial(at(silent), IDENTITY, PIN, dialler);
            try (var accepted = silent.accept()) {
                transport.close();
                transport.close();

                assertEquals("the transport is stopped", here.awaitClosed());
                assertEquals("the transport is stopped", there.awaitClosed());
                assertFails(pending);
                assertTrue(assertFails(unfinished).endsWith("the transport is stopped"));
                assertEquals(-1, opening.getInputStream().read());
                accepted.getInputStream().readAllBytes();
            }
        }
        assertEquals(List.of(), IoThreadsLeft.names());
        new ServerSocket(listening.address().getPort(), 1, ANY.getAddress()).close();
        new ServerSocket(second.address().getPort(), 1, ANY.getAddress()).close();
    }

    @Test
    void afterTheEndNothingBegins() throws Exception {
        var transport = new MinaTransport();
        var listening = transport.listen(ANY, IDENTITY, AdmissionLimits.DEFAULT, new Side());
        transport.close();

        assertThrows(IOException.class, () -> transport.listen(ANY, IDENTITY, AdmissionLimits.DEFAULT, new Side()));
        assertTrue(assertFails(transport.dial(ANY, IDENTITY, PIN, new Side())).endsWith("the transport is stopped"));
        listening.close();
        assertEquals(List.of(), IoThreadsLeft.names());
    }

    @Test
    void aNameThatIsStillLookedUpHoldsNothingUp() throws Exception {
        var looking = new CountDownLatch(1);
        var never = new CountDownLatch(1);
        var transport = new MinaTransport(
                host -> {
                    looking.countDown();
                    boolean interrupted = false;
                    while (never.getCount() > 0) {
                        try {
                            never.await();
                        } catch (InterruptedException e) {
                            // As a look-up of the system's, this one can't be interrupted.
                            interrupted = true;
                        }
                    }
                    assertTrue(interrupted);
                    return List.of(InetAddress.getLoopbackAddress());
                },
                Timeouts.DEFAULT);
        var dial = transport.dial(InetSocketAddress.createUnresolved("slow", 7), IDENTITY, PIN, new Side());
        looking.await();
        assertFalse(dial.toCompletableFuture().isDone());

        transport.close();
        assertTrue(assertFails(dial).endsWith("the transport is stopped"));
        assertEquals(List.of("coattail-io-names-1"), IoThreadsLeft.names());
        never.countDown();
        for (var thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().equals("coattail-io-names-1")) {
                thread.join();
            }
        }
        assertEquals(List.of(), IoThreadsLeft.names());
    }

    private static InetSocketAddress at(ServerSocket socket) {
        return new InetSocketAddress(socket.getInetAddress(), socket.getLocalPort());
    }

    private static String assertFails(CompletionStage<Void> dial) {
        var failure = assertThrows(ExecutionException.class, () -> dial.toCompletableFuture()
                        .get())
                .getCause();
        assertTrue(failure instanceof IOException, failure::toString);
        return failure.getMessage();
    }
}
