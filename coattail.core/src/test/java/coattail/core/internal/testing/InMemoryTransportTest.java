// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.testing;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;

import org.junit.jupiter.api.Test;

import coattail.core.spi.AdmissionLimits;
import coattail.core.spi.Transport;
import coattail.core.spi.contract.ConnectionRecorder;
import coattail.core.spi.contract.Side;
import coattail.core.spi.contract.TransportContract;

class InMemoryTransportTest extends TransportContract {
    private final EventThread thread = new EventThread("in-memory-transport");

    @Override
    protected Transport create() {
        return new InMemoryTransport(thread);
    }

    @Override
    protected void destroy(Transport ended) {
        ((InMemoryTransport) ended).cut();
        thread.close();
    }

    @Test
    void nothingHappensBeforeTheTestSaysSo() throws Exception {
        var events = new EventQueue();
        var network = new InMemoryTransport(events);
        var pair = open(network, events);

        pair.here.connection().write(ByteBuffer.wrap(new byte[] {1, 2}));
        assertEquals(0, pair.there.bytes().length);
        assertTrue(events.runOne());

        assertArrayEquals(new byte[] {1, 2}, pair.there.bytes());
        assertEquals(1, pair.here.answers());
        assertFalse(events.runOne());
    }

    @Test
    void aCutLosesWhatIsUnderWay() throws Exception {
        var events = new EventQueue();
        var network = new InMemoryTransport(events);
        var pair = open(network, events);

        pair.here.connection().write(ByteBuffer.wrap(new byte[] {1}));
        assertEquals(1, network.connections());
        network.cut();
        events.runAll();

        assertEquals(0, pair.there.bytes().length);
        assertEquals(0, pair.here.answers());
        assertEquals("lost: the network was cut", pair.here.awaitClosed());
        assertEquals("lost: the network was cut", pair.there.awaitClosed());
        assertEquals(0, network.connections());
    }

    @Test
    void whoIsOutOfReachIsNotReached() throws Exception {
        var events = new EventQueue();
        var network = new InMemoryTransport(events);
        open(network, events);
        network.reachable(false);
        var identity = TestIdentities.ed25519("both");
        var listening =
                network.listen(new InetSocketAddress("localhost", 0), identity, AdmissionLimits.DEFAULT, new Side());

        var dial = network.dial(listening.address(), identity, TestIdentities.pin(identity), new Side());
        events.runAll();

        assertTrue(dial.toCompletableFuture().isCompletedExceptionally());
    }

    @Test
    void aThirdWriteWhileTwoAreUnansweredIsAMistake() throws Exception {
        var events = new EventQueue();
        var here = open(new InMemoryTransport(events), events).here.connection();
        here.write(ByteBuffer.allocate(1));
        here.write(ByteBuffer.allocate(1));

        assertThrows(IllegalStateException.class, () -> here.write(ByteBuffer.allocate(1)));
        assertThrows(IllegalArgumentException.class, () -> here.write(ByteBuffer.allocate(0)));
        assertThrows(IllegalArgumentException.class, () -> here.write(ByteBuffer.allocate(16_001)));
    }

    private record Ends(ConnectionRecorder here, ConnectionRecorder there) {}

    private static Ends open(InMemoryTransport network, EventQueue events) throws Exception {
        var identity = TestIdentities.ed25519("both");
        var listener = new Side();
        var dialler = new Side();
        var listening =
                network.listen(new InetSocketAddress("localhost", 0), identity, AdmissionLimits.DEFAULT, listener);
        network.dial(listening.address(), identity, TestIdentities.pin(identity), dialler);
        events.runAll();
        return new Ends(dialler.next(), listener.next());
    }
}
