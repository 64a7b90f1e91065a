// SPDX-License-Identifier: Apache-2.0
package coattail.transport.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import coattail.core.internal.testing.TestIdentities;
import coattail.core.spi.AdmissionLimits;
import coattail.core.spi.KeyPin;
import coattail.core.spi.TlsIdentity;
import coattail.core.spi.Transport;
import coattail.core.spi.contract.Side;

/** From a name to a connection. */
@Timeout(60)
@SuppressWarnings("AddressSelection") // literals have one address
class DialTest {
    private static final TlsIdentity IDENTITY = TestIdentities.ed25519("both");
    private static final KeyPin PIN = TestIdentities.pin(IDENTITY);
    private static final String V4 = "127.0.0.1";
    private static final String V6 = "::1";

    private final Side dialler = new Side();
    private final Side listener = new Side();
    private final CountDownLatch slow = new CountDownLatch(1);
    private final CompletableFuture<Thread> lookedUpOn = new CompletableFuture<>();
    private final MinaTransport transport = new MinaTransport(this::resolve, Timeouts.DEFAULT);

    @AfterEach
    void stop() {
        slow.countDown();
        transport.close();
        assertEquals(List.of(), IoThreadsLeft.names());
    }

    @Test
    void theOtherFamilyIsTriedWhereTheFirstHasNobody() throws Exception {
        var listening = listen(V4);
        dial("v6-first.test", listening);

        assertTrue(dialler.next().connection().remoteAddress().getAddress() instanceof Inet4Address);
        assertEquals(1, opened());
    }

    @Test
    void soItIsTheOtherWayRound() throws Exception {
        assumeTrue(hasIpv6(), "there is no IPv6 here");
        var listening = listen(V6);
        dial("v4-first.test", listening);

        assertTrue(dialler.next().connection().remoteAddress().getAddress() instanceof Inet6Address);
        assertEquals(1, opened());
    }

    @Test
    void whereNoAddressHasAnybodyTheFirstFailureIsTold() throws Exception {
        var listening = listen(V4);
        listening.close();
        var failure = assertThrows(ExecutionException.class, () -> dial("v4-first.test", listening))
                .getCause();

        assertEquals(
                "v4-first.test:" + listening.address().getPort() + ": nobody listens there (connection refused)",
                failure.getMessage());
    }

    @Test
    void namesAreLookedUpOnThreadsOfTheirOwn() throws Exception {
        dial("v4-first.test", listen(V4));

        assertTrue(lookedUpOn.get().getName().startsWith("coattail-io-names-"), lookedUpOn.get()::getName);
    }

    @Test
    void anAddressWaitsForNoNames() throws Exception {
        var listening = listen(V4);
        for (int i = 0; i < 50; i++) {
            transport.dial(InetSocketAddress.createUnresolved("slow.test", 7), IDENTITY, PIN, dialler);
        }

        dial(V4, listening);
        assertEquals(1, opened());
    }

    @Test
    void aHandlerIsAskedBeforeTheDialIsDone() throws Exception {
        dial(V4, listen(V4));

        assertEquals(1, dialler.waiting());
    }

    private List<InetAddress> resolve(String host) throws UnknownHostException {
        if (host.equals("slow.test")) {
            try {
                slow.await();
            } catch (InterruptedException e) {
                throw new UnknownHostException(host);
            }
        }
        if (!host.equals(V4)) {
            lookedUpOn.complete(Thread.currentThread());
        }
        return switch (host) {
            case "v4-first.test" -> List.of(InetAddress.getByName(V4), InetAddress.getByName(V6));
            case "v6-first.test" -> List.of(InetAddress.getByName(V6), InetAddress.getByName(V4));
            case V4 -> List.of(InetAddress.getByName(host));
            default -> throw new UnknownHostException(host);
        };
    }

    private Transport.Listening listen(String host) throws IOException {
        return transport.listen(new InetSocketAddress(host, 0), IDENTITY, AdmissionLimits.DEFAULT, listener);
    }

    private void dial(String host, Transport.Listening to) throws ExecutionException, InterruptedException {
        var address = InetSocketAddress.createUnresolved(host, to.address().getPort());
        transport.dial(address, IDENTITY, PIN, dialler).toCompletableFuture().get();
    }

    private int opened() {
        listener.next();
        return 1 + listener.waiting();
    }

    private static boolean hasIpv6() throws UnknownHostException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getByName(V6))) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }
}
