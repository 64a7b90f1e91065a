// SPDX-License-Identifier: Apache-2.0
package coattail.shell.internal.verbs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import coattail.core.admin.AuditFinding;
import coattail.core.admin.AuditFinding.Fault;
import coattail.core.admin.AuditQuery;
import coattail.shell.internal.grammar.Completion;
import coattail.shell.internal.grammar.Word;

class AuditVerbsTest extends VerbFixture {
    @Test
    void showsWhoDidWhatAndWhy() {
        var shown = run("audit-show").out();
        assertTrue(shown.contains("2026-05-04 10:29:59Z"), shown);
        assertTrue(shown.contains("refused: the token was revoked"), shown);
        assertTrue(shown.contains("operator ada"), shown);
        assertTrue(shown.contains("token " + FakeInstance.TOKEN_ID + ", performable greet,echo"), shown);
        assertEquals(AuditQuery.newest(50), instance.audit.wanted);
        assertEquals("192.0.2.7", json("audit-show").at("/0/from").asText());
        assertTrue(json("audit-show").at("/1/why").isNull());
    }

    @Test
    void asksForWhatIsWanted() {
        run("audit-show", "--last", "7", "--kind", "token", "--peer", "plant");
        assertEquals(new AuditQuery(7, Optional.of("token"), Optional.of("plant")), instance.audit.wanted);
        assertRefused(run("audit-show", "--last", "0"), 2, "--last: ");
        assertRefused(run("audit-show", "--last", "10001"), 2, "--last: at most 10000 records");
    }

    @Test
    void proposesKinds() {
        assertEquals(
                List.of("auth", "auth.token", "token", "token.issue", "token.revoke"),
                Completion.propose(verb("audit-show").usage(), List.of(Word.said("--kind")), ""));
    }

    @Test
    void aWholeLogIsSaidToBe() {
        var ran = run("audit-verify");
        assertEquals(0, ran.exitCode());
        assertEquals(
                """
                The audit log is whole: records 1 to 4711, 12 signatures.
                Note: before record 9: the process had died.
                """,
                ran.out());
        assertTrue(json("audit-verify").path("whole").asBoolean());
    }

    @Test
    void whatWasTamperedWithIsNamedAndFails() {
        instance.audit.tampered.add(
                new AuditFinding(Fault.DELETED, 17, 17, "audit-000000000001.jsonl", "record 18 comes next"));
        instance.audit.tampered.add(new AuditFinding(Fault.CUT_OFF, 40, 44, "", "the log ends after record 39"));
        var ran = run("audit-verify");
        assertEquals(1, ran.exitCode());
        assertEquals(
                "coattail: the audit log isn't as it was written: record 17 was deleted in audit-000000000001.jsonl: "
                        + "record 18 comes next (FAILED)\n",
                ran.err());
        assertTrue(ran.out().startsWith("Also: records 40 to 44 were cut off: the log ends after record 39.\n"));
        var json = json("audit-verify");
        assertFalse(json.path("whole").asBoolean());
        assertEquals("cut-off", json.at("/findings/1/fault").asText());
        assertEquals("FAILED", json.at("/error/code").asText());
    }
}
