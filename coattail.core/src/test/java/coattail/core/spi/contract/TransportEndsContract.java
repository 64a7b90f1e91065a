// SPDX-License-Identifier: Apache-2.0
package coattail.core.spi.contract;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;

import org.junit.jupiter.api.Test;

import coattail.core.internal.testing.TestIdentities;
import coattail.core.spi.ConnectionAcceptor;

/** How connections end, over every transport: in order, at once, by a failure, and told once. */
public abstract class TransportEndsContract extends TransportSides {
    @Test
    void closeSendsWhatWasWritten() throws Exception {
        var pair = pair(new Side(), new Side());
        var first = bytes(LARGEST, 1);
        var second = bytes(LARGEST, 2);

        pair.dialler().connection().write(ByteBuffer.wrap(first.clone()));
        pair.dialler().connection().write(ByteBuffer.wrap(second.clone()));
        pair.dialler().connection().close();

        var received = pair.listener().awaitBytes(2 * LARGEST);
        assertArrayEquals(first, Arrays.copyOf(received, LARGEST));
        assertArrayEquals(second, Arrays.copyOfRange(received, LARGEST, 2 * LARGEST));
        assertEquals("closed by this side", pair.dialler().awaitClosed());
        assertEquals("closed by the other side", pair.listener().awaitClosed());
    }

    @Test
    void closeSendsWhatWasWrittenToASideThatKeepsSending() throws Exception {
        var chatter = new Outgoing();
        for (int i = 0; i < 200; i++) {
            chatter.add(bytes(LARGEST, i));
        }
        var pair = pair(new Side().onOpened(chatter::start).onWritten(chatter::answered), new Side());

        pair.dialler().awaitBytes(LARGEST);
        pair.dialler().connection().write(text("that is enough"));
        pair.dialler().connection().close();

        assertArrayEquals(
                "that is enough".getBytes(StandardCharsets.UTF_8),
                pair.listener().awaitBytes(14));
        assertEquals("closed by the other side", pair.listener().awaitClosed());
        pair.dialler().awaitClosed();
    }

    @Test
    void bothSidesMayCloseAtOnce() throws Exception {
        for (int i = 0; i < 10; i++) {
            var pair = pair(new Side(), new Side());
            var other = new Thread(pair.listener().connection()::close);
            other.start();
            pair.dialler().connection().close();
            other.join();

            assertTrue(pair.dialler().awaitClosed().startsWith("closed by "), pair.dialler()::awaitClosed);
            assertTrue(pair.listener().awaitClosed().startsWith("closed by "), pair.listener()::awaitClosed);
        }
    }

    @Test
    void abortEndsBothSides() throws Exception {
        var pair = pair(new Side(), new Side());

        pair.dialler().connection().abort();

        assertEquals("aborted by this side", pair.dialler().awaitClosed());
        assertOneLine(pair.listener().awaitClosed());
    }

    @Test
    void theEndIsToldOnceHoweverOftenAndFromWhereverItIsAskedFor() throws Exception {
        var pair = pair(new Side().onReceived((connection, bytes) -> connection.close()), new Side());
        var begin = new CountDownLatch(1);
        var threads = new ArrayList<Thread>();
        for (int i = 0; i < 8; i++) {
            var connection = (i % 2 == 0 ? pair.dialler() : pair.listener()).connection();
            Runnable end = i < 4 ? connection::close : connection::abort;
            threads.add(new Thread(() -> {
                try {
                    begin.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
                end.run();
            }));
        }
        threads.forEach(Thread::start);
        pair.dialler().connection().write(text("x"));
        begin.countDown();
        for (var thread : threads) {
            thread.join();
        }

        assertOneLine(pair.dialler().awaitClosed());
        assertOneLine(pair.listener().awaitClosed());
        pair.dialler().connection().close();
        pair.listener().connection().abort();
        pair.dialler().connection().write(text("too late"));
        pair.listener().connection().write(text("too late"));
        pair.listener().connection().trusted();
        assertArrayEquals(
                TestIdentities.publicKey(LISTENER), pair.dialler().connection().peerKey());
    }

    @Test
    void aConnectionMayBeEndedFromWithinOpened() throws Exception {
        var closing = pair(new Side().onOpened(connection -> connection.close()), new Side());
        closing.listener().awaitClosed();
        closing.dialler().awaitClosed();

        var aborting = new Side().onOpened(connection -> connection.abort());
        try (var listening = listen(new Side())) {
            // Whether the listener ever hears of it is open.
            await(transport.dial(listening.address(), DIALLER, TestIdentities.pin(LISTENER), aborting));
            var recorder = aborting.next();
            recorders.add(recorder);
            assertEquals("aborted by this side", recorder.awaitClosed());
        }
    }

    @Test
    void aHandlerThatFailsLosesItsConnectionOnly() throws Exception {
        var failing = new Side().onReceived((connection, bytes) -> {
            if (bytes.get(0) == 'x') {
                throw new IllegalStateException("deliberate");
            }
        });
        try (var listening = listen(failing)) {
            var one = dial(listening.address(), failing, new Side());
            var two = dial(listening.address(), failing, new Side());

            one.dialler().connection().write(text("x"));
            one.listener().awaitClosed();
            one.dialler().awaitClosed();

            two.dialler().connection().write(text("y"));
            assertArrayEquals(
                    "y".getBytes(StandardCharsets.UTF_8), two.listener().awaitBytes(1));
        }
    }

    @Test
    void aConnectionThatIsNotTakenOverIsClosed() throws Exception {
        ConnectionAcceptor refusing = connection -> {
            throw new IllegalStateException("deliberate");
        };
        try (var listening = listen(refusing)) {
            var dialler = new Side();
            await(transport.dial(listening.address(), DIALLER, TestIdentities.pin(LISTENER), dialler));
            var recorder = dialler.next();
            recorders.add(recorder);
            recorder.awaitClosed();

            assertDialFails(transport.dial(listening.address(), DIALLER, TestIdentities.pin(LISTENER), refusing));
        }
    }
}
