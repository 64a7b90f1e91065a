// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.instance;

import static coattail.core.internal.instance.TestInstance.await;
import static coattail.core.internal.instance.TestInstance.get;
import static coattail.core.internal.instance.TestInstance.request;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

import coattail.api.CoattailException;
import coattail.api.Delivery;
import coattail.api.ErrorCode;
import coattail.api.Receiver;
import coattail.core.admin.AuditAdmin;
import coattail.core.admin.AuditQuery;
import coattail.core.admin.AuditRecord;
import coattail.core.admin.KeyStatus;
import coattail.core.admin.PeerStatus;
import coattail.core.internal.testing.EventThread;
import coattail.core.internal.testing.InMemoryTransport;
import coattail.core.spi.IssuedToken;

/**
 * Taking authority away that breaks off halfway: what was taken has ended and is on record, and the same again finishes
 * it.
 */
class BrokenOffTest {
    static final class Ignore implements Receiver<String> {
        @Override
        public void receive(String event, Delivery delivery) {
            // Only that there is a subscription matters.
        }
    }

    @TempDir
    Path directory;

    private final EventThread network = new EventThread("network");
    private final List<TestInstance> open = new ArrayList<>();
    private TestInstance north;
    private TestInstance south;
    private TestInstance west;
    private FailingStore database;

    @BeforeEach
    void open() {
        var transport = new InMemoryTransport(network);
        north = new TestInstance("north", directory, transport);
        north.close();
        database = new FailingStore(north.store);
        north.start(database.store());
        north.offers("measured", String.class, String.class, (input, invocation) -> input);
        south = new TestInstance("south", directory, transport).receives("ignore", String.class, new Ignore());
        west = new TestInstance("west", directory, transport).receives("ignore", String.class, new Ignore());
        for (var instance : List.of(north, south, west)) {
            open.add(instance);
            instance.open();
        }
    }

    @AfterEach
    void close() {
        database.mend();
        open.forEach(TestInstance::close);
        network.close();
    }

    private List<AuditRecord> records(String kind) {
        var audit = (AuditAdmin) north.instance().admins().get(AuditAdmin.class);
        assertTrue(audit.verify().whole()); // writes what was noted, too
        return audit.show(new AuditQuery(100, Optional.of(kind), Optional.empty()));
    }

    private Set<String> recordedAsRevoked() {
        var tokens = records("token.revoke").stream()
                .map(record -> record.token().orElseThrow())
                .toList();
        var all = Set.copyOf(tokens);
        assertEquals(all.size(), tokens.size(), () -> "recorded twice: " + tokens);
        return all;
    }

    private void add(TestInstance holder, String token) {
        get(holder.peers().add(token, Optional.of("north"), Optional.empty()));
    }

    /** Gives an instance a token for its own, has it subscribe, and says which token. */
    private String subscribed(TestInstance instance) {
        var issued = north.tokens().issue(request("measured"));
        add(instance, issued.reveal());
        get(instance.coattail().peer("north").subscribe("measured", "ignore").result());
        return issued.status().id();
    }

    private List<String> subscribers() {
        return north.subscriptions().subscribers().stream()
                .map(one -> one.subscriber().id())
                .toList();
    }

    private String signing() {
        return north.keys().list().stream()
                .filter(key -> key.use() == KeyStatus.Use.SIGNING)
                .findFirst()
                .orElseThrow()
                .id();
    }

    private static String broken(Executable action) {
        var failed = assertThrows(CoattailException.class, action);
        assertEquals(ErrorCode.INTERNAL, failed.code());
        return failed.getMessage();
    }

    private void refused(TestInstance instance) {
        await(
                instance.name + " isn't refused",
                () -> instance.peers().show("north").state() == PeerStatus.State.REFUSED);
    }

    /** Puts a folder where a file is to be written or deleted. */
    private Path block(String name) throws IOException {
        var file = north.directory().resolve("keys").resolve(name);
        Files.deleteIfExists(file);
        return Files.createDirectories(file.resolve("x"));
    }

    private static void unblock(Path inTheWay) throws IOException {
        Files.delete(inTheWay);
        Files.delete(inTheWay.getParent());
    }

    @Test
    void whatWentWithAKeyThatCouldNotBeReplacedIsOnRecordAndTheSameAgainReplacesIt() throws IOException {
        var token = subscribed(south);
        var before = signing();
        var inTheWay = block("auth-key.pem.unfinished");

        var told = broken(() -> north.keys().rotateCompromised());

        assertTrue(
                told.startsWith("the tokens under key " + before + " are revoked, but it couldn't be replaced"), told);
        assertTrue(told.endsWith("run the command again to have it replaced"), told);
        assertEquals(Set.of(token), recordedAsRevoked());
        refused(south);
        unblock(inTheWay);
        var finished = north.keys().rotateCompromised();
        assertEquals(Optional.of(before), finished.dropped());
        assertNotEquals(before, signing());
        assertEquals(List.of(), finished.verifying());
        assertEquals(Set.of(token), recordedAsRevoked());
    }

    @Test
    void aCompromisedKeyIsReplacedThoughSubscriptionsUnderItCannotBeDeleted() {
        var token = subscribed(south);
        var before = signing();
        database.fail("Subscribers.delete");

        var told = broken(() -> north.keys().rotateCompromised());

        assertNotEquals(before, signing());
        assertTrue(told.startsWith("the tokens under key " + before + " are revoked, and it is dropped"), told);
        assertEquals(List.of(), subscribers());
        assertEquals(Set.of(token), recordedAsRevoked());
        refused(south);
    }

    @Test
    void whatABrokenCommitRevokedEndsWhenTheCommandIsRunAgain() {
        subscribed(south);
        var before = signing();
        database.failOnceDone("IssuedTokens.revokeSignedBy");
        assertEquals("the database failed: IssuedTokens.revokeSignedBy broke down", broken(() -> north.keys()
                .rotateCompromised()));
        assertEquals(before, signing());
        database.mend();

        var finished = north.keys().rotateCompromised();

        assertEquals(Optional.of(before), finished.dropped());
        assertEquals(1, finished.connections());
        assertEquals(List.of(), subscribers());
        refused(south);
    }

    @Test
    void whatWentWithAKeyWhoseFileCouldNotBeDeletedIsOnRecordAndTheSameAgainDeletesIt() throws IOException {
        var token = subscribed(south);
        var before = signing();
        north.keys().rotate();
        var file = "auth-key-" + before + ".pub";
        var inTheWay = block(file);

        var told = broken(() -> north.keys().drop(before));

        assertTrue(told.startsWith("the tokens under key " + before + " are revoked, and it verifies no more"), told);
        assertTrue(told.endsWith("to finish, run 'key rotate " + before + " --compromised'"), told);
        assertEquals(Set.of(token), recordedAsRevoked());
        Files.delete(inTheWay);
        var finished = north.keys().drop(before);
        assertEquals(Optional.of(before), finished.dropped());
        assertTrue(Files.notExists(inTheWay.getParent()));
        assertEquals(
                ErrorCode.BAD_INPUT,
                assertThrows(CoattailException.class, () -> north.keys().drop(before))
                        .code());
    }

    @Test
    void whatWentWithAPeerThatCouldNotBeRemovedIsOnRecord() {
        var token = subscribed(south);
        database.fail("Peers.remove");

        broken(() -> north.peers().remove(south.id(), true, false));

        assertEquals(Set.of(token), recordedAsRevoked());
        database.mend();
        assertEquals(south.id(), north.peers().remove(south.id(), true, false).id());
        assertEquals(Set.of(token), recordedAsRevoked());
    }

    @Test
    void aTokenThatCannotBeRevokedHidesNoOtherOfItsPeer() {
        subscribed(south);
        var second = north.tokens().issue(request("measured"));
        add(south, second.reveal());
        database.failOnceDone("IssuedTokens.revoke");

        var told = broken(() -> north.peers().remove(south.id(), true, false));

        assertTrue(told.startsWith("not all tokens of peer '"), told);
        assertTrue(told.endsWith("; run the command again to finish"), told);
        assertEquals(
                List.of(IssuedToken.State.REVOKED, IssuedToken.State.REVOKED),
                north.store.tokens().list().stream().map(IssuedToken::state).toList());
        assertEquals(1, north.peers().list().size());
    }

    @Test
    void theSubscriptionsEndThoughTheGrantsCannotBeJudgedAnew() {
        var ofSouth = vouchFor(south);
        var shared = north.tokens().issue(request(List.of("vt://" + ofSouth, "vt://" + vouchFor(west)), "measured"));
        add(south, shared.reveal());
        add(west, shared.reveal());
        for (var each : List.of(south, west)) {
            get(each.coattail().peer("north").subscribe("measured", "ignore").result());
        }
        database.then("ValidationTokens.remove", () -> database.fail("ValidationTokens.ofInstance"));

        var told = broken(() -> north.validations().remove(ofSouth));

        assertEquals(List.of(west.id()), subscribers());
        assertTrue(
                told.startsWith("validation token " + ofSouth + " is removed, and what rested on it has ended"), told);
        database.mend();
        refused(south);
        assertEquals(PeerStatus.State.CONNECTED, west.peers().show("north").state());
    }

    @Test
    void whatWentWithAValidationTokenIsOnRecordThoughItsSubscriptionsCannotBeDeleted() {
        var ofSouth = vouchFor(south);
        var issued = north.tokens().issue(request(List.of("vt://" + ofSouth), "measured"));
        add(south, issued.reveal());
        get(south.coattail().peer("north").subscribe("measured", "ignore").result());
        database.fail("Subscribers.delete");

        broken(() -> north.validations().remove(ofSouth));

        assertEquals(Set.of(issued.status().id()), recordedAsRevoked());
        assertEquals(List.of(), subscribers());
        refused(south);
    }

    @Test
    void whatABrokenCommitRemovedEndsWhenTheCommandIsRunAgain() {
        var ofSouth = vouchFor(south);
        add(
                south,
                north.tokens()
                        .issue(request(List.of("vt://" + ofSouth), "measured"))
                        .reveal());
        database.failOnceDone("ValidationTokens.remove");
        broken(() -> north.validations().remove(ofSouth));
        database.mend();

        var again =
                assertThrows(CoattailException.class, () -> north.validations().remove(ofSouth));

        assertEquals("validation token " + ofSouth + " was removed before", again.getMessage());
        refused(south);
    }

    private String vouchFor(TestInstance instance) {
        var token = instance.validations()
                .issue(Duration.ZERO, Optional.of(Duration.ofDays(30)))
                .reveal();
        return north.validations().add(token, Optional.empty()).id();
    }

    @Test
    void aKeyThatGoesByItselfIsOnRecord() {
        north.token("measured");
        var before = signing();
        north.keys().rotate();
        north.pass(Duration.ofDays(91));
        north.close();
        north.start(database.store());
        north.open();

        await("it isn't dropped", () -> north.keys().list().stream()
                .noneMatch(key -> key.use() == KeyStatus.Use.VERIFYING));

        await("it isn't on record", () -> !records("key.drop").isEmpty());
        var record = records("key.drop").get(0);
        assertEquals("instance", record.who());
        assertEquals(before, record.about().get("key"));
        assertEquals(Optional.of("all tokens that it signed have ended"), record.why());
    }

    @Test
    void aStartThatFailsLetsGoOfTheAuditLog() {
        north.close();
        open.remove(north);
        long before = north.store.audit().find().orElseThrow().count();
        database.fail("Store.peers");
        var failed = assertThrows(RuntimeException.class, () -> north.start(database.store()));
        assertEquals("Store.peers broke down", failed.getMessage());
        var head = north.store.audit().find().orElseThrow();
        assertTrue(head.count() > before, "it had begun to write");
        assertTrue(head.closed(), "it still has the log open");
        database.mend();

        north.start(database.store());
        open.add(north);
        north.open();

        assertEquals(List.of(), records("audit.unconfirmed"));
        assertEquals(List.of(), records("audit.damaged"));
    }
}
