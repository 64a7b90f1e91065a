// SPDX-License-Identifier: Apache-2.0
package coattail.transport.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

import coattail.core.internal.testing.TestIdentities;
import coattail.core.spi.AdmissionLimits;
import coattail.core.spi.Connection;
import coattail.core.spi.ConnectionHandler;
import coattail.core.spi.contract.Side;

/**
 * Many connections, each with a full handshake of both sides, a few at a time: each comes to be, carries what is sent
 * from its first record on in both directions, and goes. 400 of them; {@code -Pthorough} makes 10 000.
 */
class FreshConnectionsTest {
    private static final int COUNT = Boolean.getBoolean("coattail.thorough") ? 10_000 : 400;
    private static final int AT_A_TIME = 4;
    private static final long STALLED_SECONDS = 30;
    private static final byte[] REQUEST = {1, 2, 3};
    private static final byte[] ANSWER = {4, 5};

    @Test
    void noneStalls() throws Exception {
        var known = TestIdentities.ed25519("listener");
        var own = TestIdentities.ed25519("dialler");
        var diallers = Executors.newFixedThreadPool(AT_A_TIME);
        var transport = new MinaTransport(host -> List.of(InetAddress.getAllByName(host)), Timeouts.DEFAULT);
        try {
            var unlimited = new AdmissionLimits(COUNT, COUNT, COUNT, COUNT, COUNT);
            var address = transport
                    .listen(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                            known,
                            unlimited,
                            Answering::new)
                    .address();
            var done = new ArrayList<Future<?>>();
            for (int i = 0; i < COUNT; i++) {
                done.add(diallers.submit(() -> {
                    var side = new Side();
                    transport
                            .dial(address, own, TestIdentities.pin(known), side)
                            .toCompletableFuture()
                            .get(STALLED_SECONDS, TimeUnit.SECONDS);
                    var recorder = side.next();
                    recorder.connection().write(ByteBuffer.wrap(REQUEST));
                    assertArrayEquals(ANSWER, recorder.awaitBytes(ANSWER.length));
                    recorder.connection().close();
                    recorder.awaitClosed();
                    return null;
                }));
            }
            for (var one : done) {
                one.get();
            }
            assertEquals(COUNT, done.size());
        } finally {
            transport.close();
            diallers.shutdownNow();
        }
        assertEquals(List.of(), IoThreadsLeft.names());
    }

    /** Answers what comes, which is one record and so comes in one piece. */
    private record Answering(Connection connection) implements ConnectionHandler {
        @Override
        public void received(ByteBuffer bytes) {
            connection.write(ByteBuffer.wrap(ANSWER.clone()));
        }

        @Override
        public void written() {}

        @Override
        public void closed(String cause) {}
    }
}
