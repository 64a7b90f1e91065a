// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.instance;

import static coattail.core.internal.instance.TestInstance.get;
import static coattail.core.internal.instance.TestInstance.request;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import coattail.core.admin.AuditAdmin;
import coattail.core.admin.AuditQuery;
import coattail.core.admin.AuditRecord;
import coattail.core.admin.TokenStatus;
import coattail.core.internal.identity.InstanceId;
import coattail.core.internal.testing.EventThread;
import coattail.core.internal.testing.InMemoryTransport;
import coattail.core.spi.IssuedToken;

/** What the audit log says was revoked is what was revoked. */
class RecordedRevocationsTest {
    @TempDir
    Path directory;

    private final EventThread network = new EventThread("network");
    private TestInstance north;
    private TestInstance south;
    private TestInstance west;

    @BeforeEach
    void open() {
        var transport = new InMemoryTransport(network);
        north = new TestInstance("north", directory, transport);
        south = new TestInstance("south", directory, transport);
        west = new TestInstance("west", directory, transport);
        north.open();
        south.open();
        west.open();
    }

    @AfterEach
    void close() {
        west.close();
        south.close();
        north.close();
        network.close();
    }

    private List<AuditRecord> records(String kind) {
        var audit = (AuditAdmin) north.instance().admins().get(AuditAdmin.class);
        assertTrue(audit.verify().whole()); // writes what was noted, too
        return audit.show(new AuditQuery(100, Optional.of(kind), Optional.empty()));
    }

    private List<String> recordedAsRevoked() {
        return records("token.revoke").stream()
                .map(record -> record.token().orElseThrow())
                .toList();
    }

    /** The validation token of an instance, as north lists it. */
    private String vouchFor(TestInstance instance) {
        var token = instance.validations()
                .issue(Duration.ZERO, Optional.of(Duration.ofDays(30)))
                .reveal();
        return "vt://" + north.validations().add(token, Optional.empty()).id();
    }

    /** Gives south a token, and says which. */
    private String known() {
        var issued = north.tokens().issue(request());
        get(south.peers().add(issued.reveal(), Optional.of("north"), Optional.empty()));
        return issued.status().id();
    }

    @Test
    void withAPeerItsOwnTokensAreRecordedAsRevokedAndNotThoseThatOthersShare() {
        var shared = north.tokens()
                .issue(request(List.of(vouchFor(south), vouchFor(west))))
                .status()
                .id();
        var own = known();

        var removed = north.peers().remove(south.id(), true, false);

        assertEquals(List.of(own), removed.revoked());
        assertEquals(List.of(shared), removed.stillValid());
        assertEquals(List.of(own), recordedAsRevoked());
        var record = records("peer.remove").get(0);
        assertEquals(Optional.of(south.id()), record.peer());
        assertTrue(!record.about().toString().contains(shared), record::toString);
    }

    @Test
    void whereAPeersTokensAreKeptNoneIsRecordedAsRevoked() {
        known();

        assertEquals(
                1, north.peers().remove(south.id(), false, false).stillValid().size());

        assertEquals(List.of(), recordedAsRevoked());
    }

    /** A row of the database that nobody can read any more, of a token for south's key or for anybody. */
    private String unreadable(String jti, Optional<String> key) {
        north.store
                .tokens()
                .add(new IssuedToken(
                        jti,
                        "{",
                        new byte[32],
                        north.tokens().issuer().signingKey(),
                        "*",
                        key,
                        IssuedToken.State.ACTIVE,
                        north.now(),
                        Optional.empty(),
                        Optional.empty()));
        return jti;
    }

    @Test
    void aCompromisedKeyGoesThoughATokenOfItCannotBeRead() {
        var own = known();
        var broken = unreadable("broken", Optional.empty());

        var rotated = north.keys().rotateCompromised();

        assertEquals(Set.of(own, broken), Set.copyOf(rotated.revoked()));
        assertEquals(Set.of(own, broken), Set.copyOf(recordedAsRevoked()));
    }

    @Test
    void aTokenThatCannotBeReadIsRevoked() {
        var broken = unreadable("broken", Optional.empty());

        assertEquals(TokenStatus.State.REVOKED, north.tokens().revoke(broken).state());

        assertEquals(List.of(broken), recordedAsRevoked());
        assertEquals("allowed", records("token.revoke").get(0).outcome());
    }

    @Test
    void aPeerGoesWithItsTokensThoughOneCannotBeRead() {
        var own = known();
        unreadable("anybody", Optional.empty());
        var broken = unreadable("broken", Optional.of(InstanceId.thumbprintOf(south.id())));

        var removed = north.peers().remove(south.id(), true, false);

        assertEquals(Set.of(own, broken), Set.copyOf(removed.revoked()));
        assertEquals(Set.of(own, broken), Set.copyOf(recordedAsRevoked()));
    }
}
