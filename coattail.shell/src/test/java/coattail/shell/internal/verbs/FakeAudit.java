// SPDX-License-Identifier: Apache-2.0
package coattail.shell.internal.verbs;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import coattail.core.admin.AuditAdmin;
import coattail.core.admin.AuditFinding;
import coattail.core.admin.AuditQuery;
import coattail.core.admin.AuditRecord;
import coattail.core.admin.AuditReport;

/** An audit log with two records. */
final class FakeAudit implements AuditAdmin {
    /** What is wrong with it. */
    final List<AuditFinding> tampered = new ArrayList<>();

    AuditQuery wanted;
    boolean empty;

    @Override
    public AuditReport verify() {
        return new AuditReport(1, 4711, 12, tampered, List.of("before record 9: the process had died"));
    }

    @Override
    public List<AuditRecord> show(AuditQuery query) {
        wanted = query;
        return empty ? List.of() : List.of(refused(), issued());
    }

    private AuditRecord refused() {
        return new AuditRecord(
                4710,
                FakeInstance.NOW.minusSeconds(1),
                "auth.token",
                "refused",
                "peer",
                Optional.of(FakeInstance.PLANT.id()),
                Optional.of(FakeInstance.TOKEN_ID),
                Optional.of("192.0.2.7"),
                Optional.of("the token was revoked"),
                Map.of());
    }

    private AuditRecord issued() {
        return new AuditRecord(
                4711,
                FakeInstance.NOW,
                "token.issue",
                "allowed",
                "operator ada",
                Optional.empty(),
                Optional.of(FakeInstance.TOKEN_ID),
                Optional.empty(),
                Optional.empty(),
                Map.of("performable", "greet,echo"));
    }

    @Override
    public List<String> kinds() {
        return List.of("auth.token", "token.issue", "token.revoke");
    }
}
