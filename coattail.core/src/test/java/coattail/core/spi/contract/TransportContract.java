// SPDX-License-Identifier: Apache-2.0
package coattail.core.spi.contract;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletionStage;

import org.junit.jupiter.api.Test;

import coattail.core.internal.testing.TestIdentities;
import coattail.core.spi.AdmissionLimits;

/** What every transport keeps to. An implementation runs it by extending it. */
public abstract class TransportContract extends TransportEndsContract {
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

        assertArrayEquals(expectedAtDialler, pair.dialler().awaitBytes(expectedAtDialler.length));
        assertArrayEquals(expectedAtListener, pair.listener().awaitBytes(expectedAtListener.length));
    }

    @Test
    void bothSidesSeeBothKeysAndTheOtherAddress() throws Exception {
        var pair = pair(new Side(), new Side());
        var here = pair.dialler().connection();
        var there = pair.listener().connection();

        assertArrayEquals(TestIdentities.publicKey(DIALLER), here.localKey());
        assertArrayEquals(TestIdentities.publicKey(LISTENER), here.peerKey());
        assertArrayEquals(TestIdentities.publicKey(LISTENER), there.localKey());
        assertArrayEquals(TestIdentities.publicKey(DIALLER), there.peerKey());
        assertEquals(pair.port(), here.remoteAddress().getPort());
        assertFalse(here.remoteAddress().isUnresolved());
        assertTrue(there.remoteAddress().getAddress().isLoopbackAddress());
        assertNotEquals(pair.port(), there.remoteAddress().getPort());
    }

    @Test
    void theKeysAreCopies() throws Exception {
        var here = pair(new Side(), new Side()).dialler().connection();

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

        pair.dialler().awaitWritten(50);
        pair.listener().awaitBytes(50);
        pair.dialler().connection().close();
        pair.dialler().awaitClosed();

        assertEquals(50, pair.dialler().answers());
        assertEquals(0, pair.listener().answers());
    }

    @Test
    void oneMayWriteWhileBeingTold() throws Exception {
        var pair = pair(new Side().onReceived((connection, bytes) -> connection.write(bytes)), new Side());

        pair.dialler().connection().write(text("there"));
        assertArrayEquals(
                "there".getBytes(StandardCharsets.UTF_8), pair.dialler().awaitBytes(5));
        pair.dialler().connection().write(text(" and back"));

        assertArrayEquals(
                "there and back".getBytes(StandardCharsets.UTF_8),
                pair.dialler().awaitBytes(14));
    }

    @Test
    void theListenerMaySpeakFirstFromWithinOpened() throws Exception {
        var pair = pair(new Side().onOpened(connection -> connection.write(text("hello"))), new Side());

        assertArrayEquals(
                "hello".getBytes(StandardCharsets.UTF_8), pair.dialler().awaitBytes(5));
        pair.listener().awaitWritten(1);
    }

    @Test
    void theDiallerMaySpeakFirstFromWithinOpened() throws Exception {
        for (int i = 0; i < 20; i++) {
            var pair = pair(new Side(), new Side().onOpened(connection -> connection.write(text("hello"))));

            assertArrayEquals(
                    "hello".getBytes(StandardCharsets.UTF_8), pair.listener().awaitBytes(5));
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
            pair.dialler().connection().write(buffer);
            pair.dialler().awaitWritten(++answers);
        }

        assertArrayEquals(
                "directsliceread-only".getBytes(StandardCharsets.UTF_8),
                pair.listener().awaitBytes(20));
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

            assertFalse(pair.dialler().connection().remoteAddress().isUnresolved());
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

        pair.dialler().connection().write(text("still there"));
        assertArrayEquals(
                "still there".getBytes(StandardCharsets.UTF_8), pair.listener().awaitBytes(11));
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
}
