// SPDX-License-Identifier: Apache-2.0
package coattail.core.spi.contract;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import coattail.core.internal.testing.TestIdentities;
import coattail.core.spi.AdmissionLimits;
import coattail.core.spi.ConnectionAcceptor;
import coattail.core.spi.TlsIdentity;
import coattail.core.spi.Transport;

/** What every transport keeps to. An implementation runs it by extending it. */
@Timeout(60)
public abstract class TransportContract {
    private static final TlsIdentity LISTENER = TestIdentities.ed25519("listener");
    private static final TlsIdentity DIALLER = TestIdentities.ed25519("dialler");
    private static final int LARGEST = 16_000;

    private final List<ConnectionRecorder> recorders = new ArrayList<>();
    private Transport transport;

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

    @Test
    void bytesGoBothWaysInOrder() throws Exception {
        var random = new Random(1);
        var toListener = new Outgoing();
        var toDialler = new Outgoing();
        var expectedAtListener = fill(toListener, random);
        var expectedAtDialler = fill(toDialler, random);

        var pair = pair(
                new Side().onOpened(toDialler::start).onWritten(toDialler::answered),
                new Side().onOpened(toListener::start).onWritten(toListener::answered));

        assertArrayEquals(expectedAtDialler, pair.dialler.awaitBytes(expectedAtDialler.length));
        assertArrayEquals(expectedAtListener, pair.listener.awaitBytes(expectedAtListener.length));
    }

    @Test
    void bothSidesSeeBothKeysAndTheOtherAddress() throws Exception {
        var pair = pair(new Side(), new Side());
        var here = pair.dialler.connection();
        var there = pair.listener.connection();

        assertArrayEquals(TestIdentities.publicKey(DIALLER), here.localKey());
        assertArrayEquals(TestIdentities.publicKey(LISTENER), here.peerKey());
        assertArrayEquals(TestIdentities.publicKey(LISTENER), there.localKey());
        assertArrayEquals(TestIdentities.publicKey(DIALLER), there.peerKey());
        assertEquals(pair.port, here.remoteAddress().getPort());
        assertFalse(here.remoteAddress().isUnresolved());
        assertTrue(there.remoteAddress().getAddress().isLoopbackAddress());
        assertNotEquals(pair.port, there.remoteAddress().getPort());
    }

    @Test
    void theKeysAreCopies() throws Exception {
        var here = pair(new Side(), new Side()).dialler.connection();

        Arrays.fill(here.localKey(), (byte) 0);
        Arrays.fill(here.peerKey(), (byte) 0);

        assertArrayEquals(TestIdentities.publicKey(DIALLER), here.localKey());
        assertArrayEquals(TestIdentities.publicKey(LISTENER), here.peerKey());
    }

    @Test
    void eachWriteIsAnsweredOnce() throws Exception {
        var outgoing = new Outgoing();
        for (int i = 0; i < 50; i++) {
            outgoing.add(new byte[] {(byte) i});
        }
        var pair = pair(new Side(), new Side().onOpened(outgoing::start).onWritten(outgoing::answered));

        pair.dialler.awaitWritten(50);
        pair.listener.awaitBytes(50);
        pair.dialler.connection().close();
        pair.dialler.awaitClosed();

        assertEquals(50, pair.dialler.answers());
        assertEquals(0, pair.listener.answers());
    }

    @Test
    void oneMayWriteWhileBeingTold() throws Exception {
        var pair = pair(new Side().onReceived((connection, bytes) -> connection.write(bytes)), new Side());

        pair.dialler.connection().write(text("there"));
        assertArrayEquals("there".getBytes(StandardCharsets.UTF_8), pair.dialler.awaitBytes(5));
        pair.dialler.connection().write(text(" and back"));

        assertArrayEquals("there and back".getBytes(StandardCharsets.UTF_8), pair.dialler.awaitBytes(14));
    }

    @Test
    void theListenerMaySpeakFirstFromWithinOpened() throws Exception {
        var pair = pair(new Side().onOpened(connection -> connection.write(text("hello"))), new Side());

        assertArrayEquals("hello".getBytes(StandardCharsets.UTF_8), pair.dialler.awaitBytes(5));
        pair.listener.awaitWritten(1);
    }

    @Test
    void theDiallerMaySpeakFirstFromWithinOpened() throws Exception {
        for (int i = 0; i < 20; i++) {
            var pair = pair(new Side(), new Side().onOpened(connection -> connection.write(text("hello"))));

            assertArrayEquals("hello".getBytes(StandardCharsets.UTF_8), pair.listener.awaitBytes(5));
        }
    }

    @Test
    void buffersOfAnyKindAreSent() throws Exception {
        var pair = pair(new Side(), new Side());
        var direct = ByteBuffer.allocateDirect(10)
                .put("..direct..".getBytes(StandardCharsets.UTF_8))
                .position(2)
                .limit(8);
        var slice = ByteBuffer.wrap("..slice..".getBytes(StandardCharsets.UTF_8), 2, 5)
                .slice();
        var readOnly = text("read-only").asReadOnlyBuffer();
        int answers = 0;
        for (var buffer : List.of(direct, slice, readOnly)) {
            pair.dialler.connection().write(buffer);
            pair.dialler.awaitWritten(++answers);
        }

        assertArrayEquals("directsliceread-only".getBytes(StandardCharsets.UTF_8), pair.listener.awaitBytes(20));
    }

    @Test
    void closeSendsWhatWasWritten() throws Exception {
        var pair = pair(new Side(), new Side());
        var first = bytes(LARGEST, 1);
        var second = bytes(LARGEST, 2);

        pair.dialler.connection().write(ByteBuffer.wrap(first.clone()));
        pair.dialler.connection().write(ByteBuffer.wrap(second.clone()));
        pair.dialler.connection().close();

        var received = pair.listener.awaitBytes(2 * LARGEST);
        assertArrayEquals(first, Arrays.copyOf(received, LARGEST));
        assertArrayEquals(second, Arrays.copyOfRange(received, LARGEST, 2 * LARGEST));
        assertEquals("closed by this side", pair.dialler.awaitClosed());
        assertEquals("closed by the other side", pair.listener.awaitClosed());
    }

    @Test
    void closeSendsWhatWasWrittenToASideThatKeepsSending() throws Exception {
        var chatter = new Outgoing();
        for (int i = 0; i < 200; i++) {
            chatter.add(bytes(LARGEST, i));
        }
        var pair = pair(new Side().onOpened(chatter::start).onWritten(chatter::answered), new Side());

        pair.dialler.awaitBytes(LARGEST);
        pair.dialler.connection().write(text("that is enough"));
        pair.dialler.connection().close();

        assertArrayEquals("that is enough".getBytes(StandardCharsets.UTF_8), pair.listener.awaitBytes(14));
        assertEquals("closed by the other side", pair.listener.awaitClosed());
        pair.dialler.awaitClosed();
    }

    @Test
    void bothSidesMayCloseAtOnce() throws Exception {
        for (int i = 0; i < 10; i++) {
            var pair = pair(new Side(), new Side());
            var other = new Thread(pair.listener.connection()::close);
            other.start();
            pair.dialler.connection().close();
            other.join();

            assertTrue(pair.dialler.awaitClosed().startsWith("closed by "), pair.dialler::awaitClosed);
            assertTrue(pair.listener.awaitClosed().startsWith("closed by "), pair.listener::awaitClosed);
        }
    }

    @Test
    void abortEndsBothSides() throws Exception {
        var pair = pair(new Side(), new Side());

        pair.dialler.connection().abort();

        assertEquals("aborted by this side", pair.dialler.awaitClosed());
        assertOneLine(pair.listener.awaitClosed());
    }

    @Test
    void theEndIsToldOnceHoweverOftenAndFromWhereverItIsAskedFor() throws Exception {
        var pair = pair(new Side().onReceived((connection, bytes) -> connection.close()), new Side());
        var begin = new CountDownLatch(1);
        var threads = new ArrayList<Thread>();
        for (int i = 0; i < 8; i++) {
            var connection = (i % 2 == 0 ? pair.dialler : pair.listener).connection();
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
        pair.dialler.connection().write(text("x"));
        begin.countDown();
        for (var thread : threads) {
            thread.join();
        }

        assertOneLine(pair.dialler.awaitClosed());
        assertOneLine(pair.listener.awaitClosed());
        pair.dialler.connection().close();
        pair.listener.connection().abort();
        pair.dialler.connection().write(text("too late"));
        pair.listener.connection().write(text("too late"));
        pair.listener.connection().trusted();
        assertArrayEquals(
                TestIdentities.publicKey(LISTENER), pair.dialler.connection().peerKey());
    }

    @Test
    void aConnectionMayBeEndedFromWithinOpened() throws Exception {
        var closing = pair(new Side().onOpened(connection -> connection.close()), new Side());
        closing.listener.awaitClosed();
        closing.dialler.awaitClosed();

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

            one.dialler.connection().write(text("x"));
            one.listener.awaitClosed();
            one.dialler.awaitClosed();

            two.dialler.connection().write(text("y"));
            assertArrayEquals("y".getBytes(StandardCharsets.UTF_8), two.listener.awaitBytes(1));
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

    @Test
    void anotherKeyThanThePinFailsTheDial() throws Exception {
        var listener = new Side();
        var dialler = new Side();
        try (var listening = listen(listener)) {
            var wrong = TestIdentities.pin(DIALLER);
            var message = assertDialFails(transport.dial(listening.address(), DIALLER, wrong, dialler));

            assertTrue(message.contains(wrong.toString()), message);
            assertTrue(message.contains(TestIdentities.pin(LISTENER).toString()), message);
            dial(listening.address(), listener, dialler);
            assertEquals(0, dialler.waiting() + listener.waiting());
        }
    }

    @Test
    void whereNobodyListensADialFails() throws Exception {
        InetSocketAddress dead;
        try (var listening = listen(new Side())) {
            dead = listening.address();
        }

        var message = assertDialFails(transport.dial(dead, DIALLER, TestIdentities.pin(LISTENER), new Side()));

        assertTrue(message.contains(String.valueOf(dead.getPort())), message);
    }

    @Test
    void aNameThatCannotBeResolvedFailsTheDial() throws Exception {
        var nowhere = InetSocketAddress.createUnresolved("coattail.invalid", 4_711);

        var message = assertDialFails(transport.dial(nowhere, DIALLER, TestIdentities.pin(LISTENER), new Side()));

        assertTrue(message.contains("coattail.invalid"), message);
    }

    @Test
    void namesAreResolved() throws Exception {
        var listener = new Side();
        try (var listening = listen(listener)) {
            var byName = InetSocketAddress.createUnresolved(
                    "localhost", listening.address().getPort());

            var pair = dial(byName, listener, new Side());

            assertFalse(pair.dialler.connection().remoteAddress().isUnresolved());
        }
    }

    @Test
    void aPortInUseIsSaid() throws Exception {
        try (var listening = listen(new Side())) {
            assertNotEquals(0, listening.address().getPort());
            assertThrows(
                    BindException.class,
                    () -> transport.listen(listening.address(), DIALLER, AdmissionLimits.DEFAULT, new Side()));
        }
    }

    @Test
    void aPortIsFreeOnceListeningHasEnded() throws Exception {
        var listener = new Side();
        var first = listen(listener);
        var address = first.address();
        var pair = dial(address, listener, new Side());
        first.close();
        first.close();

        for (int i = 0; i < 5; i++) {
            transport
                    .listen(address, LISTENER, AdmissionLimits.DEFAULT, listener)
                    .close();
        }

        pair.dialler.connection().write(text("still there"));
        assertArrayEquals("still there".getBytes(StandardCharsets.UTF_8), pair.listener.awaitBytes(11));
    }

    @Test
    void manyConnectionsWorkAtOnce() throws Exception {
        var listener = new Side().onReceived((connection, bytes) -> connection.write(bytes));
        var dialler = new Side().onOpened(connection -> connection.write(text("echo")));
        int count = 12;
        try (var listening = listen(listener)) {
            var dials = new ArrayList<CompletionStage<Void>>();
            for (int i = 0; i < count; i++) {
                dials.add(transport.dial(listening.address(), DIALLER, TestIdentities.pin(LISTENER), dialler));
            }
            for (var dial : dials) {
                await(dial);
            }
            for (int i = 0; i < count; i++) {
                var recorder = dialler.next();
                recorders.add(recorder);
                recorders.add(listener.next());
                assertArrayEquals("echo".getBytes(StandardCharsets.UTF_8), recorder.awaitBytes(4));
            }
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

    private Pair dial(InetSocketAddress address, Side listener, Side dialler) throws Exception {
        await(transport.dial(address, DIALLER, TestIdentities.pin(LISTENER), dialler));
        var pair = new Pair(dialler.next(), listener.next(), address.getPort());
        recorders.add(pair.dialler);
        recorders.add(pair.listener);
        return pair;
    }

    private Transport.Listening listen(ConnectionAcceptor connections) throws IOException {
        var any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        return transport.listen(any, LISTENER, AdmissionLimits.DEFAULT, connections);
    }

    private static byte[] fill(Outgoing outgoing, Random random) {
        var all = new ByteArrayOutputStream();
        for (int i = 0; i < 300; i++) {
            var part = new byte[i % 10 == 0 ? LARGEST : 1 + random.nextInt(400)];
            random.nextBytes(part);
            all.writeBytes(part);
            outgoing.add(part);
        }
        return all.toByteArray();
    }

    private static void await(CompletionStage<Void> dial) throws Exception {
        dial.toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    private static String assertDialFails(CompletionStage<Void> dial) throws InterruptedException, TimeoutException {
        try {
            dial.toCompletableFuture().get(20, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            assertInstanceOf(IOException.class, e.getCause());
            assertOneLine(e.getCause().getMessage());
            return e.getCause().getMessage();
        }
        throw new AssertionError("the dial succeeded");
    }

    private static void assertOneLine(String text) {
        assertFalse(text.isBlank());
        assertEquals(1, text.lines().count(), text);
    }

    private static ByteBuffer text(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] bytes(int length, int seed) {
        var bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }
}
