// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.instance;

import static coattail.core.internal.instance.TestInstance.await;
import static coattail.core.internal.instance.TestInstance.get;
import static coattail.core.internal.instance.TestInstance.request;
import static coattail.core.internal.instance.Trio.hold;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import coattail.api.CoattailException;
import coattail.api.ErrorCode;
import coattail.core.admin.KeyStatus;
import coattail.core.admin.PeerStatus;
import coattail.core.admin.TokenStatus;

/** The exchange of the key that signs tokens: nobody notices it, but those whose key was in wrong hands. */
class KeyRotationTest {
    @TempDir
    Path directory;

    private Trio trio;
    private Trio.Hold hold;
    private TestInstance north;
    private TestInstance south;
    private TestInstance west;

    @BeforeEach
    void open() {
        trio = new Trio(directory);
        hold = trio.hold;
        north = trio.north;
        south = trio.south;
        west = trio.west;
    }

    @AfterEach
    void close() throws Exception {
        trio.close();
    }

    private void begun() throws InterruptedException {
        assertTrue(hold.begun.poll(TestInstance.SECONDS, TimeUnit.SECONDS) != null, "nothing has begun");
    }

    private KeyStatus signing() {
        return north.keys().list().stream()
                .filter(key -> key.use() == KeyStatus.Use.SIGNING)
                .findFirst()
                .orElseThrow();
    }

    private List<String> verifying() {
        return north.keys().list().stream()
                .filter(key -> key.use() == KeyStatus.Use.VERIFYING)
                .map(KeyStatus::id)
                .toList();
    }

    private void restart(TestInstance instance) {
        instance.close();
        instance.start();
        instance.open();
    }

    @Test
    void nobodyNoticesAnOrdinaryExchange() throws Exception {
        south.knows(north, "hold");
        get(south.coattail().peer("north").subscribe("hold", "ignore").result());
        var running = hold(south);
        begun();
        var before = signing();
        assertEquals(1, before.tokens());
        assertEquals(1, before.connections());

        var rotated = north.keys().rotate();

        assertNotEquals(before.id(), rotated.signing().id());
        assertEquals(rotated.signing().id(), north.tokens().issuer().signingKey());
        assertEquals(Optional.empty(), rotated.dropped());
        assertEquals(List.of(), rotated.revoked());
        assertEquals(before.id(), rotated.verifying().get(0).id());
        assertEquals(
                north.tokens().list().get(0).permissions().expires(),
                rotated.verifying().get(0).until());
        west.knows(north, "hold");
        hold.release.countDown();
        assertEquals("south", get(running.result()));
        assertEquals("west", get(hold(west).result()));
        assertEquals(1, north.subscriptions().subscribers().size());
        assertEquals(
                2,
                north.tokens().list().stream()
                        .filter(token -> token.state() == TokenStatus.State.VALID)
                        .count());
    }

    @Test
    void theKeyBeforeVerifiesAlsoForTheFirstUseAndAfterAStart() {
        var unused = north.token("hold");
        north.keys().rotate();
        get(south.peers().add(unused, Optional.of("north"), Optional.empty()));

        restart(north);

        assertEquals(1, verifying().size());
        var address = north.admin().status().bound();
        get(south.peers().add(unused, Optional.of("north"), Optional.of(address)));
        assertEquals(1, north.tokens().list().get(0).connections());
    }

    @Test
    void aCompromisedKeyTakesItsTokensWithItAndNoOthers() throws Exception {
        var ofSouth = north.tokens().issue(request("hold"));
        get(south.peers().add(ofSouth.reveal(), Optional.of("north"), Optional.empty()));
        north.keys().rotate();
        var second = signing().id();
        var ofWest = north.tokens().issue(request("hold"));
        get(west.peers().add(ofWest.reveal(), Optional.of("north"), Optional.empty()));
        get(south.coattail().peer("north").subscribe("hold", "ignore").result());
        get(west.coattail().peer("north").subscribe("hold", "ignore").result());
        var calls = List.of(hold(south), hold(west));
        begun();
        begun();

        var rotated = north.keys().rotateCompromised();

        assertEquals(Optional.of(second), rotated.dropped());
        assertEquals(List.of(ofWest.status().id()), rotated.revoked());
        assertEquals(1, rotated.connections());
        assertEquals("west", hold.interrupted.poll(TestInstance.SECONDS, TimeUnit.SECONDS));
        assertEquals(
                ErrorCode.REVOKED,
                assertThrows(CoattailException.class, () -> get(calls.get(1).result()))
                        .code());
        assertEquals(1, north.subscriptions().subscribers().size());
        assertEquals(
                TokenStatus.State.REVOKED,
                north.tokens().show(ofWest.status().id()).state());
        hold.release.countDown();
        assertEquals("south", get(calls.get(0).result()), "nobody else is disturbed");
        assertTrue(hold.interrupted.isEmpty());
    }

    @Test
    void theHoldersOperatorReadsThatItWasRevokedAlsoAfterAStart() {
        var token = north.token("hold");
        get(south.peers().add(token, Optional.of("north"), Optional.empty()));

        north.keys().rotateCompromised();

        await("south isn't told", () -> south.peers().show("north").state() == PeerStatus.State.REFUSED);
        var told = south.peers().show("north").reason();
        assertTrue(told.contains("the token was revoked with the key that signed it"), told);
        var explained = north.tokens().explain(token);
        assertEquals(List.of("it was revoked"), explained.obstacles());
        // A stranger learns nothing.
        var stranger = assertThrows(
                CoattailException.class, () -> get(west.peers().add(token, Optional.empty(), Optional.empty())));
        assertEquals(ErrorCode.AUTH_FAILED, stranger.code());
        assertTrue(stranger.getMessage().startsWith("the token was not accepted; "), stranger.getMessage());
    }

    @Test
    void aHolderThatWasAwayIsToldWhenItComesBack() {
        get(south.peers().add(north.token("hold"), Optional.of("north"), Optional.empty()));
        south.close();
        trio.open.remove(south);
        north.keys().rotateCompromised();

        south.start();
        trio.opened(south);

        await("south isn't told", () -> south.peers().show("north").state() == PeerStatus.State.REFUSED);
        var told = south.peers().show("north").reason();
        assertTrue(told.contains("the token was revoked"), told);
    }

    @Test
    void aKeyBeforeIsDroppedByItsId() {
        var early = north.token("hold");
        var first = signing().id();
        assertTrue(refused(() -> north.keys().drop(first)).endsWith("leave out its id to have it replaced"));
        north.keys().rotate();
        west.knows(north, "hold");

        var dropped = north.keys().drop(first.substring(0, 12));

        assertEquals(Optional.of(first), dropped.dropped());
        assertEquals(1, dropped.revoked().size());
        assertEquals(List.of(), verifying());
        assertEquals(
                ErrorCode.AUTH_FAILED,
                assertThrows(
                                CoattailException.class,
                                () -> get(south.peers().add(early, Optional.empty(), Optional.empty())))
                        .code());
        assertEquals(PeerStatus.State.CONNECTED, west.peers().show("north").state());
        assertTrue(refused(() -> north.keys().drop(first)).startsWith("no key '" + first + "' signed before"));
        assertTrue(refused(() -> north.keys().drop("")).startsWith("no key ''"));
    }

    private static String refused(org.junit.jupiter.api.function.Executable action) {
        var refused = assertThrows(CoattailException.class, action);
        assertEquals(ErrorCode.BAD_INPUT, refused.code());
        return refused.getMessage();
    }

    @Test
    void aKeyThatHasServedIsDroppedByItself() {
        north.token("hold");
        north.keys().rotate();
        assertEquals(1, verifying().size());

        north.pass(Duration.ofDays(90).plusSeconds(59));
        restart(north);
        assertEquals(1, verifying().size(), "its token could still be used");
        north.pass(Duration.ofSeconds(2));
        restart(north);

        await("it is still there", () -> verifying().isEmpty());
    }

    @Test
    void aKeyThatSignedNothingIsNotKept() {
        assertEquals(List.of(), north.keys().rotate().verifying());
    }

    @Test
    void whereTheNewKeyCannotBeWrittenTheTokensAreRevokedAllTheSame() throws IOException {
        get(south.peers().add(north.token("hold"), Optional.of("north"), Optional.empty()));
        var before = signing().id();
        // Where the key is to be written, there is a folder already, with something in it.
        var inTheWay = north.directory()
                .resolve("keys")
                .resolve("auth-key.pem.unfinished")
                .resolve("x");
        Files.createDirectories(inTheWay);

        var failed = assertThrows(CoattailException.class, () -> north.keys().rotateCompromised());

        assertEquals(ErrorCode.INTERNAL, failed.code());
        assertTrue(
                failed.getMessage().startsWith("the tokens under key " + before + " are revoked, but"),
                failed.getMessage());
        assertEquals(before, signing().id());
        await("south isn't told", () -> south.peers().show("north").state() == PeerStatus.State.REFUSED);
        assertThrows(CoattailException.class, () -> north.keys().rotate());
        Files.delete(inTheWay);
        Files.delete(inTheWay.getParent());
        assertNotEquals(before, north.keys().rotate().signing().id());
    }

    @Test
    void allKeysAreListed() {
        var uses = north.keys().list().stream().map(KeyStatus::use).toList();
        assertEquals(List.of(KeyStatus.Use.IDENTITY, KeyStatus.Use.CERTIFICATE, KeyStatus.Use.SIGNING), uses);
        assertEquals("ct:" + north.keys().list().get(0).id(), north.id());
        assertTrue(north.keys().list().get(1).until().isPresent());
    }
}
