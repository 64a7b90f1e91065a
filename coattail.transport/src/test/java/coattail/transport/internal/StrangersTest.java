// SPDX-License-Identifier: Apache-2.0
package coattail.transport.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import javax.net.ssl.SSLException;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import coattail.core.internal.testing.TestIdentities;
import coattail.core.spi.AdmissionLimits;
import coattail.core.spi.KeyPin;
import coattail.core.spi.TlsIdentity;
import coattail.core.spi.Transport;
import coattail.core.spi.contract.Side;

/** What becomes of those who come and aren't diallers of ours. */
@Timeout(60)
class StrangersTest {
    private static final TlsIdentity LISTENER = TestIdentities.ed25519("listener");
    private static final TlsIdentity DIALLER = TestIdentities.ed25519("dialler");
    private static final KeyPin PIN = TestIdentities.pin(LISTENER);

    private final Side listener = new Side();
    private MinaTransport transport = transport(Timeouts.DEFAULT);

    @AfterEach
    void stop() {
        transport.close();
        assertEquals(List.of(), IoThreadsLeft.names());
    }

    @Test
    void aClientOfTheJdkWithAnEd25519KeyIsAccepted() throws Exception {
        var address = listen(AdmissionLimits.DEFAULT).address();
        try (var socket = new StrangeClient(DIALLER, PIN).connect(address)) {
            socket.getOutputStream().write("hello".getBytes(StandardCharsets.UTF_8));

            var recorder = listener.next();
            assertArrayEquals("hello".getBytes(StandardCharsets.UTF_8), recorder.awaitBytes(5));
            assertArrayEquals(
                    TestIdentities.publicKey(DIALLER), recorder.connection().peerKey());
            recorder.connection().write(ByteBuffer.wrap("back".getBytes(StandardCharsets.UTF_8)));
            assertArrayEquals(
                    "back".getBytes(StandardCharsets.UTF_8),
                    socket.getInputStream().readNBytes(4));
        }
    }

    @Test
    void tls12IsRefused() throws Exception {
        var address = listen(AdmissionLimits.DEFAULT).address();
        var client = new StrangeClient(DIALLER, PIN).speaking("TLSv1.2");

        var failure =
                assertThrows(SSLException.class, () -> client.connect(address).close());

        assertTrue(failure.getMessage().contains("protocol_version"), failure.getMessage());
        assertNobodyCame();
    }

    @Test
    void aClientWithoutACertificateIsRefused() throws Exception {
        var address = listen(AdmissionLimits.DEFAULT).address();

        var failure = assertRefused(new StrangeClient(null, PIN), address);

        assertTrue(failure.contains("certificate_required") || failure.contains("bad_certificate"), failure);
        assertNobodyCame();
    }

    @Test
    void aClientWithAnRsaKeyIsRefused() throws Exception {
        var address = listen(AdmissionLimits.DEFAULT).address();

        var failure = assertRefused(new StrangeClient(TestIdentities.rsa("rsa"), PIN), address);

        assertTrue(failure.contains("certificate"), failure);
        assertNobodyCame();
    }

    @Test
    void aClientThatResumesASessionIsSeenForWhoItIs() throws Exception {
        var address = listen(AdmissionLimits.DEFAULT).address();
        var client = new StrangeClient(DIALLER, PIN);
        for (int i = 0; i < 5; i++) {
            try (var socket = client.connect(address)) {
                var recorder = listener.next();
                assertArrayEquals(
                        TestIdentities.publicKey(DIALLER), recorder.connection().peerKey());
                recorder.connection().write(ByteBuffer.wrap(new byte[] {1}));
                assertEquals(1, socket.getInputStream().read());
            }
        }
    }

    @Test
    void whoSpeaksNoTlsIsToldSoAndPutOutAtOnce() throws Exception {
        var address = listen(AdmissionLimits.DEFAULT).address();
        var random = new Random(1);
        for (int i = 0; i < 10; i++) {
            try (var socket = plain(address)) {
                var garbage = i == 0 ? "GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.UTF_8) : new byte[2_000];
                if (i > 0) {
                    random.nextBytes(garbage);
                }
                socket.getOutputStream().write(garbage);
                socket.shutdownOutput();
                assertEnds(socket);
            }
        }
        assertNobodyCame();
    }

    @Test
    void whoSaysNothingIsPutOutAndLeavesNothingBehind() throws Exception {
        restart(new Timeouts(Duration.ofSeconds(2), Duration.ofSeconds(2)));
        // Of four places, one is kept for known addresses.
        var address = listen(new AdmissionLimits(4, 100, 100, 100, 4)).address();
        var sockets = List.of(plain(address), plain(address), plain(address));
        // Some begin and go no further.
        sockets.get(0).getOutputStream().write(new byte[] {22, 3, 1});
        sockets.get(1).getOutputStream().write(new byte[] {22, 3, 1, 64, 0, 1});
        for (var socket : sockets) {
            assertEnds(socket);
            socket.close();
        }
        assertNobodyCame();
        transport.dial(address, DIALLER, PIN, new Side()).toCompletableFuture().get();
        listener.next();
    }

    @Test
    void whoIsNotAdmittedIsClosedWithoutAByte() throws Exception {
        var listening = listen(new AdmissionLimits(1, 100, 100, 100, 100));
        try (var first = plain(listening.address());
                var second = plain(listening.address())) {
            assertEquals(-1, second.getInputStream().read());
            assertTrue(first.isConnected());
        }
        assertNobodyCame();
    }

    @Test
    void onceTrustedAConnectionMakesRoomForTheNext() throws Exception {
        var listening = listen(new AdmissionLimits(1, 100, 100, 100, 100));
        var dialler = new Side();
        for (int i = 0; i < 5; i++) {
            transport
                    .dial(listening.address(), DIALLER, PIN, dialler)
                    .toCompletableFuture()
                    .get();
            listener.next().connection().trusted();
        }

        transport
                .dial(listening.address(), DIALLER, PIN, dialler)
                .toCompletableFuture()
                .get();
        listener.next();
        var sixth = transport.dial(listening.address(), DIALLER, PIN, dialler).toCompletableFuture();
        var refusal = assertThrows(Exception.class, sixth::get).getCause();
        assertTrue(refusal instanceof IOException, refusal::toString);
        assertEquals(1, refusal.getMessage().lines().count());

        listening.limits(new AdmissionLimits(2, 100, 100, 100, 100));
        transport
                .dial(listening.address(), DIALLER, PIN, dialler)
                .toCompletableFuture()
                .get();
    }

    @Test
    void whoNeverReadsIsClosedAllTheSame() throws Exception {
        restart(new Timeouts(Duration.ofSeconds(10), Duration.ofMillis(300)));
        var address = listen(AdmissionLimits.DEFAULT).address();
        try (var socket = new StrangeClient(DIALLER, PIN).connect(address)) {
            var recorder = listener.next();
            for (int i = 0; i < 40; i++) {
                recorder.connection().write(ByteBuffer.allocate(16_000));
            }
            recorder.connection().close();

            assertEquals("closed by this side", recorder.awaitClosed());
            socket.setSoLinger(true, 0);
        }
    }

    @Test
    void oneThatIsCutOffIsNotTakenForAClose() throws Exception {
        var address = listen(AdmissionLimits.DEFAULT).address();
        var client = new StrangeClient(DIALLER, PIN);
        try (var socket = plain(address)) {
            client.over(socket);
            var recorder = listener.next();
            socket.shutdownOutput();

            assertEquals("lost: the other side ended the connection without closing it", recorder.awaitClosed());
        }
        try (var socket = plain(address)) {
            client.over(socket);
            var recorder = listener.next();
            socket.setSoLinger(true, 0);
            socket.close();

            var cause = recorder.awaitClosed();
            assertTrue(
                    List.of("lost: Connection reset", "lost: the connection is broken")
                            .contains(cause),
                    cause);
        }
    }

    @Test
    void aListenerThatIsNotOursIsNotBelieved() throws Exception {
        var rsa = TestIdentities.rsa("rsa");
        try (var server = new StrangeServer(rsa, "TLSv1.3")) {
            var dial = transport.dial(server.address(), DIALLER, TestIdentities.pin(rsa), new Side());
            var failure = assertThrows(
                            Exception.class, () -> dial.toCompletableFuture().get())
                    .getCause();

            assertTrue(failure.getMessage().contains("only Ed25519"), failure.getMessage());
        }
    }

    @Test
    void aListenerThatSpeaksTls12IsRefused() throws Exception {
        try (var server = new StrangeServer(LISTENER, "TLSv1.2")) {
            var dial = transport.dial(server.address(), DIALLER, PIN, new Side());
            var failure = assertThrows(
                            Exception.class, () -> dial.toCompletableFuture().get())
                    .getCause();

            assertTrue(failure.getMessage().contains("protocol_version"), failure.getMessage());
        }
    }

    @Test
    void aListenerThatSaysNothingFailsTheDialInTime() throws Exception {
        restart(new Timeouts(Duration.ofSeconds(2), Duration.ofSeconds(2)));
        try (var silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            var address = new InetSocketAddress(silent.getInetAddress(), silent.getLocalPort());
            var dial = transport.dial(address, DIALLER, PIN, new Side());
            try (var accepted = silent.accept()) {
                var failure = assertThrows(Exception.class, () -> dial.toCompletableFuture()
                                .get())
                        .getCause();
                assertTrue(
                        failure.getMessage().endsWith(": no complete TLS handshake within 2 s"), failure.getMessage());
                accepted.setSoTimeout(20_000);
                accepted.getInputStream().readAllBytes();
            }
        }
    }

    private Transport.Listening listen(AdmissionLimits limits) throws IOException {
        return transport.listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), LISTENER, limits, listener);
    }

    private void restart(Timeouts timeouts) {
        transport.close();
        transport = transport(timeouts);
    }

    private static MinaTransport transport(Timeouts timeouts) {
        return new MinaTransport(host -> List.of(InetAddress.getAllByName(host)), timeouts);
    }

    private static Socket plain(InetSocketAddress address) throws IOException {
        var socket = new Socket(address.getAddress(), address.getPort());
        socket.setSoTimeout(20_000);
        return socket;
    }

    private static void assertEnds(Socket socket) throws IOException {
        try {
            socket.getInputStream().readAllBytes();
        } catch (SocketException e) {
            // A reset is an end, too; a time-out would be another exception.
            assertTrue(e.getMessage().contains("reset"), e::getMessage);
        }
    }

    private static String assertRefused(StrangeClient client, InetSocketAddress address) {
        // In TLS 1.3 a client learns only after its handshake that it was refused.
        return assertThrows(SSLException.class, () -> {
                    try (var socket = client.connect(address)) {
                        socket.getInputStream().read();
                    }
                })
                .getMessage();
    }

    private void assertNobodyCame() {
        assertEquals(0, listener.waiting());
    }
}
