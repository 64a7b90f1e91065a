// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.instance;

import static coattail.core.internal.instance.TestInstance.await;
import static coattail.core.internal.instance.TestInstance.get;
import static coattail.core.internal.instance.TestInstance.request;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import coattail.api.Delivery;
import coattail.api.Receiver;
import coattail.core.admin.PeerOperation;
import coattail.core.admin.PeerStatus;
import coattail.core.admin.TokenStatus;
import coattail.core.admin.ValidationStatus;
import coattail.core.internal.testing.EventThread;
import coattail.core.internal.testing.InMemoryTransport;

/** A row of the database whose claims nobody can read any more: it is named, and keeps nothing else from being done. */
class DamagedRowsTest {
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
        west = new TestInstance("west", directory, transport);
        for (var instance : List.of(north, south, west)) {
            open.add(instance);
            instance.open();
        }
    }

    @AfterEach
    void close() {
        open.forEach(TestInstance::close);
        network.close();
    }

    private void add(TestInstance holder, String token) {
        get(holder.peers().add(token, Optional.of("north"), Optional.empty()));
    }

    private Map<String, String> states() {
        return north.tokens().list().stream().collect(Collectors.toMap(TokenStatus::id, token -> token.state()
                .name()));
    }

    private void refused(TestInstance instance) {
        await(
                instance.name + " isn't refused",
                () -> instance.peers().show("north").state() == PeerStatus.State.REFUSED);
    }

    @Test
    void tokensAreListedAndShownAndTheDamagedOneIsNamed() {
        var whole = north.tokens().issue(request("measured")).status().id();
        var text = north.tokens().issue(request("measured"));
        var broken = text.status().id();
        add(south, text.reveal());
        database.damage(broken);

        assertEquals(Map.of(whole, "VALID", broken, "UNREADABLE"), states());
        var shown = north.tokens().show(broken);
        assertEquals("UNREADABLE", shown.state().name());
        assertEquals(Optional.of(south.id()), shown.boundTo());
        assertEquals(1, shown.connections());
        assertEquals(List.of(), north.tokens().explain(text.reveal()).obstacles());
        var status = north.admin().status();
        assertEquals(1, status.tokens());
        assertEquals(
                List.of("what token " + broken + " allows can't be read in the database; 'token revoke " + broken
                        + "' takes it away"),
                status.warnings());

        assertEquals(TokenStatus.State.REVOKED, north.tokens().revoke(broken).state());

        assertEquals(Map.of(whole, "VALID", broken, "REVOKED"), states());
        assertEquals(List.of(), north.admin().status().warnings());
        refused(south);
    }

    @Test
    void oneThatHasExpiredIsOfNoConcern() {
        var broken = north.tokens().issue(request("measured")).status().id();
        database.damage(broken);
        north.pass(Duration.ofDays(91));

        assertEquals(Map.of(broken, "EXPIRED"), states());
        assertEquals(List.of(), north.admin().status().warnings());
    }

    @Test
    void whyAnswersFromTheOthersAndNamesIt() {
        var whole = north.tokens().issue(request("measured"));
        add(south, whole.reveal());
        var ofSouth = north.tokens().issue(request()).status().id();
        database.damage(ofSouth);
        var bound = north.tokens().issue(request());
        add(west, bound.reveal());
        database.damage(bound.status().id());

        var answer = north.authority().explain(south.id(), PeerOperation.PERFORM, "measured");

        assertTrue(answer.allowed());
        assertEquals(Optional.of(whole.status().id()), answer.token());
        assertTrue(
                answer.notes().stream().anyMatch(note -> note.startsWith("what token " + ofSouth + " allows can't be")),
                () -> answer.notes().toString());
        assertFalse(
                answer.notes().stream()
                        .anyMatch(note -> note.contains(bound.status().id())),
                "it is bound to another");
    }

    private ValidationStatus vouchFor(TestInstance instance) {
        var token = instance.validations()
                .issue(Duration.ZERO, Optional.of(Duration.ofDays(30)))
                .reveal();
        return north.validations().add(token, Optional.empty());
    }

    @Test
    void aValidationTokenIsRemovedWithWhatRestsOnItAlsoUnderADamagedRow() {
        var ofSouth = vouchFor(south).id();
        var shared = north.tokens()
                .issue(request(
                        List.of("vt://" + ofSouth, "vt://" + vouchFor(west).id()), "measured"));
        add(south, shared.reveal());
        get(south.coattail().peer("north").subscribe("measured", "ignore").result());
        database.damage(north.tokens().issue(request("measured")).status().id());
        database.damage(shared.status().id());

        assertEquals(2, north.validations().list().size());
        var removed = north.validations().remove(ofSouth);

        assertEquals(List.of(shared.status().id()), removed.lost());
        assertEquals(1, removed.connections());
        assertEquals(List.of(), north.subscriptions().subscribers());
        refused(south);
    }

    @Test
    void aDamagedValidationTokenIsListedCountsForNobodyAndIsRemoved() {
        var ofSouth = vouchFor(south).id();
        var ofWest = vouchFor(west).id();
        var issued = north.tokens().issue(request(List.of("vt://" + ofSouth, "vt://" + ofWest), "measured"));
        add(south, issued.reveal());
        database.damage(ofSouth);

        assertEquals(Map.of(issued.status().id(), "VALID"), states());
        assertEquals(
                Map.of(ofSouth, "UNREADABLE", ofWest, "VALID"),
                north.validations().list().stream()
                        .collect(Collectors.toMap(
                                ValidationStatus::id, token -> token.state().name())));

        var removed = north.validations().remove(ofSouth);

        assertEquals(ValidationStatus.State.REMOVED, removed.token().state());
        assertEquals(1, removed.connections());
        refused(south);
    }
}
