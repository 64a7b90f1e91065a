// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.testing;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import coattail.core.internal.audit.AuditEvent;
import coattail.core.internal.audit.AuditTrail;

/** Keeps what it is told. */
public final class TestTrail implements AuditTrail {
    private final List<AuditEvent> events = new CopyOnWriteArrayList<>();

    @Override
    public void note(AuditEvent event) {
        events.add(event);
    }

    @Override
    public void record(AuditEvent event) {
        events.add(event);
    }

    public List<AuditEvent> events() {
        return events;
    }

    public AuditEvent last() {
        return events.get(events.size() - 1);
    }
}
