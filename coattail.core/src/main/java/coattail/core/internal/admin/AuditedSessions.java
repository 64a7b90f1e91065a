// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.admin;

import static java.util.Objects.requireNonNull;

import java.util.List;

import coattail.api.InstanceRef;
import coattail.core.admin.SessionAdmin;
import coattail.core.admin.SessionStatus;
import coattail.core.internal.audit.AuditEvent;
import coattail.core.internal.audit.AuditKind;

/** The live connections; that an operator ended one is put on record. */
public final class AuditedSessions implements SessionAdmin {
    private final SessionAdmin sessions;
    private final Changes changes;

    public AuditedSessions(SessionAdmin sessions, Changes changes) {
        this.sessions = requireNonNull(sessions, "sessions");
        this.changes = requireNonNull(changes, "changes");
    }

    @Override
    public List<SessionStatus> list() {
        return sessions.list();
    }

    @Override
    public SessionStatus kill(String session) {
        var event = AuditEvent.ofCaller(AuditKind.SESSION_KILL).with("session", session);
        var about = sessions.list().stream()
                .filter(one -> one.id().equals(session))
                .findFirst()
                .map(one -> event.peer(one.peer().map(InstanceRef::id).orElse(""))
                        .with("address", one.address())
                        .with("tokens", String.join(" ", one.tokens())))
                .orElse(event);
        return changes.take(about, () -> sessions.kill(session));
    }
}
