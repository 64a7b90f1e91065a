// SPDX-License-Identifier: Apache-2.0
package coattail.core.spi.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;

import coattail.core.internal.testing.TestIdentities;
import coattail.core.spi.AdmissionLimits;
import coattail.core.spi.ConnectionAcceptor;
import coattail.core.spi.TlsIdentity;
import coattail.core.spi.Transport;

/** A transport, and connections over it whose two sides write down what they are told. */
@Timeout(60)
public abstract class TransportSides {
    static final TlsIdentity LISTENER = TestIdentities.ed25519("listener");
    static final TlsIdentity DIALLER = TestIdentities.ed25519("dialler");
    static final int LARGEST = 16_000;

    final List<ConnectionRecorder> recorders = new ArrayList<>();
    Transport transport;

    /** A new transport. */
    protected abstract Transport create() throws Exception;

    /** Ends a transport and all that it holds. */
    protected abstract void destroy(Transport ended) throws Exception;

    @BeforeEach
    void open() throws Exception {
        transport = create();
    }

    @AfterEach
    void keepsToTheContractOfHandlers() throws Exception {
        destroy(transport);
        for (var recorder : recorders) {
            assertEquals(List.of(), recorder.wrong());
        }
    }

    /** The two sides of a connection, as they were told of it. */
    protected record Pair(ConnectionRecorder dialler, ConnectionRecorder listener, int port) {}

    /** A connection between two sides. The listening socket is closed again. */
    protected final Pair pair(Side listener, Side dialler) throws Exception {
        try (var listening = listen(listener)) {
            return dial(listening.address(), listener, dialler);
        }
    }

    Pair dial(InetSocketAddress address, Side listener, Side dialler) throws Exception {
        await(transport.dial(address, DIALLER, TestIdentities.pin(LISTENER), dialler));
        var pair = new Pair(dialler.next(), listener.next(), address.getPort());
        recorders.add(pair.dialler);
        recorders.add(pair.listener);
        return pair;
    }

    Transport.Listening listen(ConnectionAcceptor connections) throws IOException {
        var any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        return transport.listen(any, LISTENER, AdmissionLimits.DEFAULT, connections);
    }

    static void await(CompletionStage<Void> dial) throws Exception {
        dial.toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    static String assertDialFails(CompletionStage<Void> dial) throws InterruptedException, TimeoutException {
        try {
            dial.toCompletableFuture().get(20, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            assertInstanceOf(IOException.class, e.getCause());
            assertOneLine(e.getCause().getMessage());
            return e.getCause().getMessage();
        }
        throw new AssertionError("the dial succeeded");
    }

    static void assertOneLine(String text) {
        assertFalse(text.isBlank());
        assertEquals(1, text.lines().count(), text);
    }

    static ByteBuffer text(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    static byte[] bytes(int length, int seed) {
        var bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }
}
