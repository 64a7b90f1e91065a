// SPDX-License-Identifier: Apache-2.0
package coattail.transport.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import org.apache.mina.core.session.DummySession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import coattail.core.internal.testing.TestIdentities;
import coattail.core.spi.Connection;
import coattail.core.spi.ConnectionHandler;
import coattail.core.spi.TlsIdentity;

/** What can't be timed from outside. */
class TlsConnectionTest {
    private static final TlsIdentity LISTENER = TestIdentities.ed25519("listener");
    /** A record that holds a handshake message of a type that there isn't. */
    private static final byte[] WRONG = {22, 3, 3, 0, 4, 77, 0, 0, 0};

    private final IoResources io = new IoResources(1, Timeouts.DEFAULT);
    private final DummySession session = new DummySession();
    private final List<String> told = new ArrayList<>();

    @AfterEach
    void stop() {
        io.close();
    }

    @Test
    void theAlertIsSentHoweverMuchComesAfterWhatWasWrong() throws Exception {
        var connection = connection();
        connection.start();
        connection.received(ByteBuffer.wrap(WRONG.clone()));
        assertEquals(1, told.size());
        assertTrue(told.get(0).startsWith("failed: TLS: "), told::toString);

        connection.received(ByteBuffer.wrap(WRONG.clone()));
        connection.received(ByteBuffer.wrap("and more".getBytes(StandardCharsets.UTF_8)));
        assertFalse(session.isClosing());

        connection.inputEnded();
        assertTrue(session.isClosing());
        connection.ended();
        assertEquals("ended", told.get(1));
        assertEquals(2, told.size());
    }

    @Test
    void whoSaysNothingOfTlsIsToldOff() throws Exception {
        var connection = connection();
        connection.start();
        connection.received(ByteBuffer.wrap("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.UTF_8)));

        assertEquals(List.of("failed: TLS: what has come is not TLS"), told);
        connection.received(ByteBuffer.wrap("Host: x\r\n\r\n".getBytes(StandardCharsets.UTF_8)));
        assertFalse(session.isClosing());
    }

    private TlsConnection connection() throws IOException {
        return new TlsConnection(
                session,
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 7),
                TlsContext.listener(LISTENER),
                TestIdentities.publicKey(LISTENER),
                new Told(),
                io);
    }

    private final class Told implements TlsConnection.Opening {
        @Override
        public ConnectionHandler secured(Connection connection) {
            throw new AssertionError("nobody has shaken hands");
        }

        @Override
        public void failed(String why) {
            told.add("failed: " + why);
        }

        @Override
        public void trusted() {
            told.add("trusted");
        }

        @Override
        public void ended() {
            told.add("ended");
        }
    }
}
