// SPDX-License-Identifier: Apache-2.0
package coattail.transport.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import javax.net.ssl.SSLException;

import org.junit.jupiter.api.Test;

import coattail.core.internal.testing.TestIdentities;
import coattail.core.spi.KeyPin;
import coattail.core.spi.TlsIdentity;

class TlsChannelTest {
    private static final TlsIdentity LISTENER = TestIdentities.ed25519("listener");
    private static final TlsIdentity DIALLER = TestIdentities.ed25519("dialler");

    @Test
    void aHandshakeIsCompleteOnBothSidesOnce() throws Exception {
        var pair = new Pair();
        pair.run(Integer.MAX_VALUE);

        assertEquals(List.of("secured TLSv1.3"), pair.dialler.events);
        assertEquals(List.of("secured TLSv1.3"), pair.listener.events);
    }

    @Test
    void bytesMayComeInPiecesOfAnySize() throws Exception {
        for (int piece : new int[] {1, 3, 100, 5_000, 100_000}) {
            var pair = new Pair();
            pair.run(piece);
            var sent = bytes(40_000);
            for (int at = 0; at < sent.length; at += 16_000) {
                pair.dialler.channel.send(ByteBuffer.wrap(sent, at, Math.min(16_000, sent.length - at)));
            }
            pair.listener.channel.send(ByteBuffer.wrap(sent, 0, 10));
            pair.run(piece);

            assertArrayEquals(sent, pair.listener.received.toByteArray());
            assertEquals(10, pair.dialler.received.size());
        }
    }

    @Test
    void whatComesWithTheLastOfTheHandshakeIsDelivered() throws Exception {
        var pair = new Pair();
        pair.dialler.proceed();
        pair.listener.take(pair.dialler.sent());
        pair.dialler.take(pair.listener.sent());
        assertEquals(List.of("secured TLSv1.3"), pair.dialler.events);
        pair.dialler.channel.send(ByteBuffer.wrap("at once".getBytes(StandardCharsets.UTF_8)));

        pair.listener.take(pair.dialler.sent());

        assertEquals("at once", pair.listener.received.toString(StandardCharsets.UTF_8));
    }

    @Test
    void aFlightLeavesInOnePiece() throws Exception {
        var pair = new Pair();
        pair.dialler.proceed();
        assertEquals(1, pair.dialler.out.size());
        pair.listener.take(pair.dialler.sent());
        assertEquals(1, pair.listener.out.size());
    }

    @Test
    void oneSendIsOneWrite() throws Exception {
        var pair = new Pair();
        pair.run(Integer.MAX_VALUE);
        pair.dialler.channel.send(ByteBuffer.wrap(bytes(16_000)));

        assertEquals(List.of(TlsChannel.Content.DATA), pair.dialler.contents);
        assertTrue(pair.dialler.out.get(0).remaining() < 16_000 + 64);
    }

    @Test
    void theEndIsToldOnceAndAfterWhatWasSent() throws Exception {
        var pair = new Pair();
        pair.run(Integer.MAX_VALUE);
        pair.dialler.channel.send(ByteBuffer.wrap(new byte[7]));
        pair.dialler.channel.close();
        pair.dialler.channel.close();
        pair.dialler.channel.send(ByteBuffer.wrap(new byte[7]));
        pair.run(Integer.MAX_VALUE);

        assertEquals(7, pair.listener.received.size());
        assertEquals(List.of("secured TLSv1.3", "ended"), pair.listener.events);
        assertNull(pair.listener.channel.next());
    }

    @Test
    void anotherKeyThanThePinEndsTheHandshakeAndTheOtherSideIsToldSo() throws Exception {
        var pin = TestIdentities.pin(DIALLER);
        var pair = new Pair(DIALLER, LISTENER, pin);
        pair.dialler.proceed();
        pair.listener.take(pair.dialler.sent());

        var failure = assertThrows(SSLException.class, () -> pair.dialler.take(pair.listener.sent()));
        assertTrue(OneLine.of(failure).contains(pin.toString()), OneLine.of(failure));
        pair.dialler.channel.close();
        var alert = assertThrows(SSLException.class, () -> pair.listener.take(pair.dialler.sent()));

        assertTrue(alert.getMessage().contains("certificate"), alert.getMessage());
        assertEquals(List.of(), pair.listener.events);
    }

    @Test
    void aKeyThatIsNotEd25519IsRefusedByEitherSide() throws Exception {
        var rsa = TestIdentities.rsa("rsa");
        var toListener = new Pair(rsa, LISTENER, TestIdentities.pin(LISTENER));
        assertThrows(SSLException.class, () -> toListener.run(Integer.MAX_VALUE));
        assertEquals(List.of(), toListener.listener.events);

        var toDialler = new Pair(DIALLER, rsa, TestIdentities.pin(rsa));
        assertThrows(SSLException.class, () -> toDialler.run(Integer.MAX_VALUE));
        assertEquals(List.of(), toDialler.dialler.events);
    }

    @Test
    void whatIsNotTlsIsSaid() throws Exception {
        var random = new Random(7);
        for (var garbage : List.of(
                "GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.UTF_8), new byte[100], bytes(64_000))) {
            var listener = new End(TlsContext.listener(LISTENER));
            var failure = assertThrows(SSLException.class, () -> listener.take(garbage));
            assertEquals("what has come is not TLS", failure.getMessage());
        }
        for (int i = 0; i < 300; i++) {
            // Looks like a handshake record, but nothing behind it is right.
            var garbage = new byte[5 + random.nextInt(300)];
            random.nextBytes(garbage);
            ByteBuffer.wrap(garbage).put((byte) 22).putShort((short) 0x0303).putShort((short) (garbage.length - 5));
            var listener = new End(TlsContext.listener(LISTENER));
            try {
                listener.take(garbage);
                assertEquals(List.of(), listener.events);
            } catch (SSLException e) {
                assertFalse(OneLine.of(e).isBlank());
            }
        }
    }

    @Test
    void aChangedByteIsNoticed() throws Exception {
        var random = new Random(3);
        for (int i = 0; i < 20; i++) {
            var pair = new Pair();
            pair.run(Integer.MAX_VALUE);
            pair.dialler.channel.send(ByteBuffer.wrap(bytes(50)));
            var record = pair.dialler.sent();
            record[5 + random.nextInt(record.length - 5)] ^= (byte) (1 << random.nextInt(8));

            assertThrows(SSLException.class, () -> pair.listener.take(record));
            assertEquals(0, pair.listener.received.size());
        }
    }

    @Test
    void oneCannotFillTheMemoryWhileTheHandshakeIsWorkedOn() throws Exception {
        var pair = new Pair();
        pair.dialler.proceed();
        var listener = pair.listener.channel;
        listener.feed(ByteBuffer.wrap(pair.dialler.sent()));
        assertTrue(listener.next() instanceof TlsChannel.Work);
        assertNull(listener.next());

        assertThrows(SSLException.class, () -> {
            for (int i = 0; i < 20; i++) {
                listener.feed(ByteBuffer.wrap(bytes(16_000)));
            }
        });
    }

    @Test
    void keysAreRenewedOnTheWay() throws Exception {
        var pair = new Pair();
        pair.run(Integer.MAX_VALUE);
        var chunk = bytes(16_000);
        for (int i = 0; i < 2_000; i++) {
            pair.dialler.channel.send(ByteBuffer.wrap(chunk));
            pair.listener.channel.send(ByteBuffer.wrap(chunk, 0, 100));
            pair.run(Integer.MAX_VALUE);
        }

        assertEquals(2_000 * 16_000, pair.listener.received.size());
        assertEquals(2_000 * 100, pair.dialler.received.size());
    }

    private static byte[] bytes(int length) {
        var bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    private static final class Pair {
        private final End dialler;
        private final End listener;

        Pair() throws IOException {
            this(DIALLER, LISTENER, TestIdentities.pin(LISTENER));
        }

        Pair(TlsIdentity dialler, TlsIdentity listener, KeyPin pin) throws IOException {
            this.dialler = new End(TlsContext.dialler(dialler, pin));
            this.listener = new End(TlsContext.listener(listener));
        }

        /** Carries bytes to and fro in pieces until nobody has any to send. */
        void run(int piece) throws SSLException {
            dialler.proceed();
            while (!dialler.out.isEmpty() || !listener.out.isEmpty()) {
                carry(dialler, listener, piece);
                carry(listener, dialler, piece);
            }
        }

        private static void carry(End from, End to, int piece) throws SSLException {
            var sent = ByteBuffer.wrap(from.sent());
            while (sent.hasRemaining()) {
                var part = new byte[Math.min(piece, sent.remaining())];
                sent.get(part);
                to.take(part);
            }
        }
    }

    private static final class End {
        private final List<ByteBuffer> out = new ArrayList<>();
        private final List<TlsChannel.Content> contents = new ArrayList<>();
        private final List<String> events = new ArrayList<>();
        private final ByteArrayOutputStream received = new ByteArrayOutputStream();
        private final TlsChannel channel;

        End(TlsContext context) throws SSLException {
            channel = new TlsChannel(context.engine(), (records, content) -> {
                out.add(records);
                contents.add(content);
            });
            channel.start();
        }

        @SuppressWarnings("ByteBufferBackingArray") // the channel wraps arrays, from their beginning
        byte[] sent() {
            var all = new ByteArrayOutputStream();
            for (var part : out) {
                all.write(part.array(), part.position(), part.remaining());
            }
            out.clear();
            contents.clear();
            return all.toByteArray();
        }

        void take(byte[] bytes) throws SSLException {
            channel.feed(ByteBuffer.wrap(bytes));
            proceed();
        }

        void proceed() throws SSLException {
            for (var event = channel.next(); event != null; event = channel.next()) {
                if (event instanceof TlsChannel.Work work) {
                    work.task().run();
                    channel.worked();
                } else if (event instanceof TlsChannel.Plain plain) {
                    var copy = new byte[plain.bytes().remaining()];
                    plain.bytes().get(copy);
                    received.writeBytes(copy);
                } else if (event instanceof TlsChannel.Secured secured) {
                    events.add("secured " + secured.session().getProtocol());
                } else {
                    events.add("ended");
                }
            }
        }
    }
}
