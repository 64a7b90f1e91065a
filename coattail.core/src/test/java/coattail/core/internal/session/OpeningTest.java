// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.session;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.random.RandomGenerator;

import org.junit.jupiter.api.Test;

import coattail.api.ErrorCode;
import coattail.core.internal.identity.InstanceId;
import coattail.core.internal.wire.Id16;
import coattail.core.internal.wire.Vectors;

/** docs/protocol.md, "Opening". */
class OpeningTest {
    private static final SeedSigner LISTENER = SeedSigner.of(1);
    private static final SeedSigner DIALLER = SeedSigner.of(2);
    private static final byte[] LISTENER_SPKI = InstanceId.toSpki(LISTENER.publicKey());
    private static final byte[] DIALLER_SPKI = InstanceId.toSpki(DIALLER.publicKey());

    @Test
    void isTheVectorsByteByByte() {
        Side listener = side(Role.LISTENER, LISTENER, LISTENER_SPKI, DIALLER_SPKI);
        Side dialler = side(Role.DIALLER, DIALLER, DIALLER_SPKI, LISTENER_SPKI);
        dialler.session.start(0);
        assertTrue(dialler.written.isEmpty(), "the listener speaks first");

        listener.session.start(0);
        assertArrayEquals(listenersGreeting(), written(listener));

        dialler.session.received(ByteBuffer.wrap(listenersGreeting()), 0);
        assertArrayEquals(diallersGreeting(), written(dialler));
        assertNull(dialler.told.peer);

        listener.session.received(ByteBuffer.wrap(diallersGreeting()), 0);
        assertArrayEquals(Vectors.bytes("proof-listener"), written(listener));
        assertArrayEquals(DIALLER.publicKey(), listener.told.peer.publicKey());
        assertEquals(Id16.parse("b2".repeat(16)), listener.told.peer.boot());
        assertEquals(1 << 20, listener.told.peer.maxMessage());
        assertEquals(1_024, listener.told.peer.maxStreams());

        dialler.session.received(ByteBuffer.wrap(Vectors.bytes("proof-listener")), 0);
        assertArrayEquals(LISTENER.publicKey(), dialler.told.peer.publicKey());
        assertFalse(dialler.session.open(), "nobody has shown a token");
    }

    @Test
    void theDiallerIsSilentUntilTheListenersHelloIsWhole() {
        Side dialler = side(Role.DIALLER, DIALLER, DIALLER_SPKI, LISTENER_SPKI);
        dialler.session.start(0);
        byte[] greeting = listenersGreeting();
        for (int i = 0; i < greeting.length - 1; i++) {
            dialler.session.received(ByteBuffer.wrap(new byte[] {greeting[i]}), 0);
            assertTrue(dialler.written.isEmpty());
        }
        dialler.session.received(ByteBuffer.wrap(greeting, greeting.length - 1, 1), 0);
        assertArrayEquals(diallersGreeting(), written(dialler));
    }

    @Test
    void aWrongSignatureIsRefusedAndSaid() {
        byte[] wrong = diallersGreeting();
        wrong[wrong.length - 1] ^= 1;
        Side listener = listenerThatReads(wrong);
        assertEnds(listener, ErrorCode.PROOF_FAILED);
        assertEndsWithError(listener, ErrorCode.PROOF_FAILED);
        assertNull(listener.told.peer);
    }

    @Test
    void aReflectedProofIsRefused() {
        // the listener's own PROOF, sent back to it
        byte[] reflected =
                concat(Vectors.bytes("preface"), Vectors.bytes("hello-dialler"), Vectors.bytes("proof-listener"));
        assertEnds(listenerThatReads(reflected), ErrorCode.PROOF_FAILED);
    }

    @Test
    void aProofRelayedFromAnotherChannelIsRefused() {
        // the relay's own TLS channel to the listener has another key than the dialler's HELLO
        Side listener = side(
                Role.LISTENER,
                LISTENER,
                LISTENER_SPKI,
                InstanceId.toSpki(SeedSigner.of(3).publicKey()));
        listener.session.start(0);
        listener.session.received(ByteBuffer.wrap(diallersGreeting()), 0);
        assertEnds(listener, ErrorCode.PROOF_FAILED);

        // the relay's channel to the dialler: the dialler sees the relay's key
        Side dialler = side(
                Role.DIALLER,
                DIALLER,
                DIALLER_SPKI,
                InstanceId.toSpki(SeedSigner.of(3).publicKey()));
        dialler.session.start(0);
        dialler.session.received(ByteBuffer.wrap(listenersGreeting()), 0);
        assertEnds(dialler, ErrorCode.PROOF_FAILED);
    }

    @Test
    void aReplayedGreetingIsRefused() {
        // everything the dialler sent on another connection, to a listener with a fresh nonce
        Side listener = new Side(Role.LISTENER, LISTENER, new Recorder());
        listener.session = new Session(
                Role.LISTENER,
                vectorConfig(LISTENER, "a1", 0x55),
                LISTENER_SPKI,
                DIALLER_SPKI,
                listener,
                listener.told,
                0);
        listener.session.start(0);
        listener.session.received(ByteBuffer.wrap(diallersGreeting()), 0);
        assertEnds(listener, ErrorCode.PROOF_FAILED);
    }

    @Test
    void ownKeyIsRefused() {
        Side dialler = side(Role.DIALLER, LISTENER, LISTENER_SPKI, LISTENER_SPKI);
        dialler.session.start(0);
        dialler.session.received(ByteBuffer.wrap(listenersGreeting()), 0);
        assertEnds(dialler, ErrorCode.PROOF_FAILED);
        byte[] said = written(dialler);
        assertArrayEquals(Vectors.bytes("preface"), Arrays.copyOf(said, 8), "so that the ERROR behind it is read");
        assertEquals(0x0A, said[8 + 3]);
    }

    @Test
    void anEditedHelloIsRefused() {
        byte[] edited = listenersGreeting();
        edited[30] ^= 1;
        Side dialler = side(Role.DIALLER, DIALLER, DIALLER_SPKI, LISTENER_SPKI);
        dialler.session.start(0);
        dialler.session.received(ByteBuffer.wrap(edited), 0);
        // the edit is in the nonce, which only the transcript tells
        Side listener = side(Role.LISTENER, LISTENER, LISTENER_SPKI, DIALLER_SPKI);
        listener.session.start(0);
        listener.session.received(ByteBuffer.wrap(written(dialler)), 0);
        assertEnds(listener, ErrorCode.PROOF_FAILED);
    }

    @Test
    void anEditedPrefaceIsRefused() {
        byte[] edited = diallersGreeting();
        edited[6] = 1;
        assertEnds(listenerThatReads(edited), ErrorCode.PROOF_FAILED);
    }

    @Test
    void withoutACommonVersionBothLearnBothRanges() {
        byte[] newer = listenersGreeting();
        newer[4] = 2;
        newer[5] = 3;
        Side dialler = side(Role.DIALLER, DIALLER, DIALLER_SPKI, LISTENER_SPKI);
        dialler.session.start(0);
        dialler.session.received(ByteBuffer.wrap(newer), 0);
        assertEnds(dialler, ErrorCode.VERSION);
        assertTrue(dialler.told.end.detail().contains("1 to 1")
                && dialler.told.end.detail().contains("2 to 3"));
        byte[] said = written(dialler);
        assertArrayEquals(Vectors.bytes("preface"), said, "the listener finds out from it");

        said[4] = 4;
        said[5] = 9;
        Side listener = listenerThatReads(said);
        assertEnds(listener, ErrorCode.VERSION);
        assertTrue(listener.told.end.detail().contains("4 to 9"));
    }

    @Test
    void theHighestCommonVersionWins() {
        byte[] wider = diallersGreeting();
        wider[5] = 7;
        Side listener = listenerThatReads(wider);
        // taken as far as the PROOF, which is over another preface
        assertEnds(listener, ErrorCode.PROOF_FAILED);
    }

    @Test
    void whatIsNoPrefaceIsRefused() {
        assertEnds(listenerThatReads("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.UTF_8)), ErrorCode.PROTOCOL);
        byte[] inverted = Vectors.bytes("preface");
        inverted[4] = 2;
        assertEnds(listenerThatReads(inverted), ErrorCode.PROTOCOL);

        Side dialler = side(Role.DIALLER, DIALLER, DIALLER_SPKI, LISTENER_SPKI);
        dialler.session.start(0);
        dialler.session.received(ByteBuffer.wrap("SSH-2.0-OpenSSH_9.2\r\n".getBytes(StandardCharsets.UTF_8)), 0);
        assertEnds(dialler, ErrorCode.PROTOCOL);
        assertTrue(dialler.written.isEmpty(), "no byte to whoever doesn't speak this protocol");
    }

    @Test
    void aFrameOver4096BytesIsRefusedBeforeTheProof() {
        byte[] large = concat(Vectors.bytes("preface"), new byte[] {0, 0x10, 1, 1, 0, 0, 0x10, 0, 0, 0, 0, 0});
        assertEnds(listenerThatReads(large), ErrorCode.FRAME_TOO_LARGE);
    }

    @Test
    void aBodyIsRefusedBeforeTheProof() {
        byte[] body = concat(Vectors.bytes("preface"), new byte[] {0, 0, 1, 1, 0, 2, 0, 0, 0, 0, 0, 0, '1'});
        assertEnds(listenerThatReads(body), ErrorCode.PROTOCOL);
    }

    @Test
    void onlyHelloAndProofAreTakenAndInThatOrder() {
        byte[] proofFirst = concat(Vectors.bytes("preface"), Vectors.bytes("proof-dialler"));
        assertEnds(listenerThatReads(proofFirst), ErrorCode.PROTOCOL);
        byte[] twoHellos =
                concat(Vectors.bytes("preface"), Vectors.bytes("hello-dialler"), Vectors.bytes("hello-dialler"));
        assertEnds(listenerThatReads(twoHellos), ErrorCode.PROTOCOL);
        byte[] authFirst =
                concat(Vectors.bytes("preface"), Vectors.bytes("hello-dialler"), Vectors.bytes("auth-reference"));
        assertEnds(listenerThatReads(authFirst), ErrorCode.PROTOCOL);
        byte[] helloLater = concat(diallersGreeting(), Vectors.bytes("hello-dialler"));
        Side listener = listenerThatReads(helloLater);
        assertNotNull(listener.told.peer);
        assertEnds(listener, ErrorCode.PROTOCOL);
    }

    @Test
    void tenSecondsAreAllThereIs() {
        Side silent = side(Role.LISTENER, LISTENER, LISTENER_SPKI, DIALLER_SPKI);
        silent.session.start(0);
        written(silent);
        silent.session.tick(9_999);
        assertFalse(silent.told.over);
        silent.session.tick(10_000);
        assertEnds(silent, ErrorCode.HANDSHAKE_TIMEOUT);
        assertEndsWithError(silent, ErrorCode.HANDSHAKE_TIMEOUT);

        Side waiting = side(Role.DIALLER, DIALLER, DIALLER_SPKI, LISTENER_SPKI);
        waiting.session.start(0);
        waiting.session.tick(10_000);
        assertEnds(waiting, ErrorCode.HANDSHAKE_TIMEOUT);
        assertTrue(waiting.written.isEmpty(), "no byte before the listener's HELLO");

        Side slow = side(Role.DIALLER, DIALLER, DIALLER_SPKI, LISTENER_SPKI);
        slow.session.start(0);
        slow.session.received(ByteBuffer.wrap(listenersGreeting()), 9_000);
        written(slow);
        slow.session.tick(10_000);
        assertEnds(slow, ErrorCode.HANDSHAKE_TIMEOUT);
    }

    @Test
    void tenSecondsWithoutAGrantAfterTheProof() {
        var pair = new Pair().opened();
        pair.pass(9_750);
        assertFalse(pair.dialler.told.over);
        pair.pass(250);
        assertEquals(ErrorCode.HANDSHAKE_TIMEOUT, pair.dialler.told.end.code());
        assertEquals(ErrorCode.HANDSHAKE_TIMEOUT, pair.listener.told.end.code());

        var granted = new Pair().granted();
        granted.pass(60_000);
        assertTrue(granted.dialler.session.open());
    }

    @Test
    void goingAwayDuringTheOpeningEndsIt() {
        Side listener = side(Role.LISTENER, LISTENER, LISTENER_SPKI, DIALLER_SPKI);
        listener.session.start(0);
        written(listener);
        listener.session.goAway(ErrorCode.DRAIN, 100);
        listener.session.flush(0);
        assertEnds(listener, ErrorCode.DRAIN);
        assertEndsWithError(listener, ErrorCode.DRAIN);
    }

    private static void assertEnds(Side side, ErrorCode code) {
        assertTrue(side.told.over);
        assertEquals(code, side.told.end.code(), side.told.end.detail());
        assertTrue(side.closed);
    }

    private static void assertEndsWithError(Side side, ErrorCode code) {
        byte[] said = written(side);
        int error = 0;
        while (said[error + 3] != 0x0A) {
            error += 12 + (said[error + 1] << 8) + said[error + 2];
        }
        assertEquals(0x30, said[error + 12]);
        assertEquals(code.number(), said[error + 15] << 8 | said[error + 16]);
    }

    private static Side listenerThatReads(byte[] bytes) {
        Side listener = side(Role.LISTENER, LISTENER, LISTENER_SPKI, DIALLER_SPKI);
        listener.session.start(0);
        written(listener);
        listener.session.received(ByteBuffer.wrap(bytes), 0);
        return listener;
    }

    private static byte[] listenersGreeting() {
        return concat(Vectors.bytes("preface"), Vectors.bytes("hello-listener"));
    }

    private static byte[] diallersGreeting() {
        return concat(Vectors.bytes("preface"), Vectors.bytes("hello-dialler"), Vectors.bytes("proof-dialler"));
    }

    /** A side with the vectors' settings, BOOT and nonce. */
    private static Side side(Role role, SeedSigner signer, byte[] own, byte[] peer) {
        var side = new Side(role, signer, new Recorder());
        boolean listener = role == Role.LISTENER;
        SessionConfig config = vectorConfig(signer, listener ? "a1" : "b2", listener ? 0 : 0x20);
        side.session = new Session(role, config, own, peer, side, side.told, 0);
        return side;
    }

    private static SessionConfig vectorConfig(SeedSigner signer, String boot, int firstOfNonce) {
        return new SessionConfig(signer, Id16.parse(boot.repeat(16)), 1 << 20, 1_024, "", new Counting(firstOfNonce));
    }

    private static byte[] written(Side side) {
        var all = new ByteArrayOutputStream();
        for (ByteBuffer each = side.written.poll(); each != null; each = side.written.poll()) {
            byte[] bytes = new byte[each.remaining()];
            each.get(bytes);
            all.writeBytes(bytes);
            side.session.written(0);
        }
        return all.toByteArray();
    }

    private static byte[] concat(byte[]... parts) {
        var all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    /** Bytes that count up. */
    private record Counting(int first) implements RandomGenerator {
        @Override
        public void nextBytes(byte[] bytes) {
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = (byte) (first + i);
            }
        }

        @Override
        public long nextLong() {
            return first;
        }
    }
}
