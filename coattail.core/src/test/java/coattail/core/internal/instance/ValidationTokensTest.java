// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.instance;

import static coattail.core.internal.instance.TestInstance.await;
import static coattail.core.internal.instance.TestInstance.get;
import static coattail.core.internal.instance.TestInstance.request;
import static coattail.core.internal.instance.Trio.hold;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import coattail.api.Call;
import coattail.api.CoattailException;
import coattail.api.ErrorCode;
import coattail.api.Option;
import coattail.core.admin.PeerStatus;
import coattail.core.admin.TokenStatus;
import coattail.core.admin.ValidationStatus;

/** What validation tokens do for several instances: who may use what lists them, and what is left when one goes. */
class ValidationTokensTest {
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

    /** Adds the validation token of an instance at north. */
    private ValidationStatus vouchFor(TestInstance instance) {
        var token = instance.validations()
                .issue(Duration.ZERO, Optional.of(Duration.ofDays(30)))
                .reveal();
        return north.validations().add(token, Optional.empty());
    }

    private void add(TestInstance holder, String token) {
        get(holder.peers().add(token, Optional.of("north"), Optional.empty()));
    }

    private static CoattailException refusal(Call<?> call) {
        return assertThrows(CoattailException.class, () -> get(call.result()));
    }

    @Test
    void onlyTheKeysThatAreListedMayUseAToken() {
        var listed =
                List.of("vt://" + vouchFor(south).id(), "vt://" + vouchFor(west).id());
        var token = north.tokens().issue(request(listed, "hold")).reveal();
        var thief = trio.opened(new TestInstance("thief", directory, north.transport));

        var stolen = assertThrows(CoattailException.class, () -> add(thief, token));
        assertEquals(ErrorCode.AUTH_FAILED, stolen.code());
        assertEquals(
                "the token was not accepted; why, only its issuer's log says: the validation tokens that it lists may"
                        + " be those of others",
                stolen.getMessage());
        add(south, token);
        add(west, token);
        hold.release.countDown();
        assertEquals("south", get(hold(south).result()));
        assertEquals("west", get(hold(west).result()));
        assertEquals(2, north.tokens().list().get(0).connections());
    }

    @Test
    void aTokenForOneValidationTokenIsBoundToItsKeyWhenItIsIssued() {
        vouchFor(south);
        var issued = north.tokens().issue(request(List.of("vt://" + south.id()), "hold"));
        assertEquals(Optional.of(south.id()), issued.status().boundTo());

        var other = assertThrows(CoattailException.class, () -> add(west, issued.reveal()));
        assertEquals(ErrorCode.AUTH_FAILED, other.code());
        assertEquals(
                "this token is for another instance, " + south.id()
                        + ", whose key it is bound to; ask its issuer for one of your own",
                other.getMessage());
        add(south, issued.reveal());
    }

    @Test
    void whoIsElsewhereOrTooLateReadsWhatItCanBe() {
        var elsewhere = north.tokens().issue(request(List.of("ipv4://198.51.100.0/24"), "hold"));
        var refused = assertThrows(CoattailException.class, () -> add(south, elsewhere.reveal()));
        assertEquals(ErrorCode.AUTH_FAILED, refused.code());
        assertEquals(
                "the token was not accepted; why, only its issuer's log says: another instance may have used it first,"
                        + " or it isn't for the address that this instance has there: it is for ipv4://198.51.100.0/24",
                refused.getMessage());
    }

    @Test
    void removingOneEndsWhatItsKeyIsDoingAndNothingElse() throws Exception {
        var ofSouth = vouchFor(south);
        var listed = List.of("vt://" + ofSouth.id(), "vt://" + vouchFor(west).id());
        var shared = north.tokens().issue(request(listed, "hold"));
        add(south, shared.reveal());
        add(west, shared.reveal());
        get(south.coattail().peer("north").subscribe("hold", "ignore").result());
        get(west.coattail().peer("north").subscribe("hold", "ignore").result());
        var ofBoth = List.of(hold(south), hold(west));
        assertTrue(List.of("south", "west").contains(hold.begun.poll(TestInstance.SECONDS, TimeUnit.SECONDS)));
        assertTrue(List.of("south", "west").contains(hold.begun.poll(TestInstance.SECONDS, TimeUnit.SECONDS)));
        assertEquals(2, north.subscriptions().subscribers().size());

        var removed = north.validations().remove(ofSouth.id());

        assertEquals(1, removed.connections());
        assertEquals(List.of(shared.status().id()), removed.lost());
        assertEquals(List.of(), removed.revoked());
        assertEquals("south", hold.interrupted.poll(TestInstance.SECONDS, TimeUnit.SECONDS));
        assertEquals(ErrorCode.REVOKED, refusal(ofBoth.get(0)).code());
        assertEquals(1, north.subscriptions().subscribers().size());
        assertEquals(
                west.id(),
                north.subscriptions().subscribers().get(0).subscriber().id());
        hold.release.countDown();
        assertEquals("west", get(ofBoth.get(1).result()), "nobody else is disturbed");
        assertTrue(hold.interrupted.isEmpty());
    }

    @Test
    void theHoldersOperatorReadsWhyAndAnotherTokenMendsIt() {
        var ofSouth = vouchFor(south);
        var listed = List.of("vt://" + ofSouth.id(), "vt://" + vouchFor(west).id());
        add(south, north.tokens().issue(request(listed, "hold")).reveal());

        north.validations().remove(ofSouth.id());

        await(
                "the holder's operator isn't told",
                () -> south.peers().show("north").state() == PeerStatus.State.REFUSED);
        var reason = south.peers().show("north").reason();
        assertTrue(reason.contains("the validation token of this key was removed by the issuer"), reason);
        vouchFor(south);
        var another = north.tokens().issue(request(List.of("vt://" + south.id()), "hold"));
        add(south, another.reveal());
        hold.release.countDown();
        assertEquals("south", get(hold(south).result()));
    }

    @Test
    void aTokenThatIsLeftToNobodyIsRevoked() {
        var ofSouth = vouchFor(south);
        var issued = north.tokens().issue(request(List.of("vt://" + ofSouth.id()), "hold"));
        add(south, issued.reveal());

        var removed = north.validations().remove(ofSouth.id());

        assertEquals(List.of(issued.status().id()), removed.revoked());
        assertEquals(
                TokenStatus.State.REVOKED,
                north.tokens().show(issued.status().id()).state());
        assertEquals(ValidationStatus.State.REMOVED, removed.token().state());
        // It holds again when it is added again; what was revoked stays so.
        vouchFor(south);
        assertEquals(
                TokenStatus.State.REVOKED,
                north.tokens().show(issued.status().id()).state());
    }

    @Test
    void aValidationTokenThatExpiresEndsWhatRestsOnIt() {
        var issued = south.validations().issue(Duration.ZERO, Optional.of(Duration.ofMinutes(1)));
        north.validations().add(issued.reveal(), Optional.empty());
        add(
                south,
                north.tokens()
                        .issue(request(List.of("vt://" + south.id()), "hold"))
                        .reveal());
        get(south.coattail().peer("north").subscribe("hold", "ignore").result());
        var running = south.coattail()
                .peer("north")
                .perform("hold", "south", String.class, Option.deadline(Duration.ofMinutes(30)));
        await("it hasn't begun", () -> !hold.begun.isEmpty());

        north.pass(Duration.ofSeconds(121));

        assertEquals(ErrorCode.EXPIRED, refusal(running).code());
        await("it wasn't interrupted", () -> hold.interrupted.contains("south"));
        await(
                "the subscription is still there",
                () -> north.subscriptions().subscribers().isEmpty());
        assertEquals(TokenStatus.State.EXPIRED, north.tokens().list().get(0).state());
    }

    @Test
    void whatIsAddedIsCheckedAndSaysWhatIsWrong() {
        var issued = south.validations().issue(Duration.ZERO, Optional.empty());
        assertEquals(
                "this instance issued this validation token itself; it is for those who issue tokens to it",
                rejected(() -> south.validations().add(issued.reveal(), Optional.empty())));
        assertEquals(
                "the key in this validation token has the fingerprint "
                        + issued.status().fingerprint() + ", which is another one; nothing was added",
                rejected(() -> north.validations()
                        .add(
                                issued.reveal(),
                                Optional.of(north.validations()
                                        .issue(Duration.ZERO, Optional.empty())
                                        .status()
                                        .fingerprint()))));
        assertTrue(rejected(() -> north.validations().add(issued.reveal(), Optional.of("sha1/abc")))
                .startsWith("that isn't a fingerprint"));
        assertEquals(
                "this is an authentication token; a validation token is needed here",
                rejected(() -> north.validations().add(south.token("hold"), Optional.empty())));
        assertEquals(
                "this is a validation token; an authentication token is needed here",
                rejected(() -> add(north, issued.reveal())));
        assertTrue(north.validations().list().isEmpty());
        assertTrue(rejected(() -> north.tokens().issue(request(List.of("vt://" + south.id()), "hold")))
                .startsWith("no validation token '" + south.id() + "' was added here"));
        var added = north.validations()
                .add(issued.reveal(), Optional.of(issued.status().fingerprint()));
        north.validations().remove(added.id());
        assertTrue(rejected(() -> north.tokens().issue(request(List.of("vt://" + added.id()), "hold")))
                .endsWith("was removed; add it again, or a new one"));
        assertTrue(rejected(() -> north.validations().remove(added.id())).endsWith("was removed before"));
    }

    private static String rejected(org.junit.jupiter.api.function.Executable action) {
        var refused = assertThrows(CoattailException.class, action);
        assertEquals(ErrorCode.BAD_INPUT, refused.code());
        assertFalse(refused.getMessage().contains("\n"));
        return refused.getMessage();
    }
}
