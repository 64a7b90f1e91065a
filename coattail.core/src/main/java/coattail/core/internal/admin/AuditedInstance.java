// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.admin;

import static java.util.Objects.requireNonNull;

import java.util.List;

import coattail.core.admin.ConfigurationEntry;
import coattail.core.admin.InstanceAdmin;
import coattail.core.admin.InstanceStatus;
import coattail.core.admin.SchemaStatus;
import coattail.core.internal.audit.AuditEvent;
import coattail.core.internal.audit.AuditKind;

/** The instance; what operators change of it is put on record. */
public final class AuditedInstance implements InstanceAdmin {
    private final InstanceAdmin instance;
    private final Changes changes;

    public AuditedInstance(InstanceAdmin instance, Changes changes) {
        this.instance = requireNonNull(instance, "instance");
        this.changes = requireNonNull(changes, "changes");
    }

    @Override
    public InstanceStatus startListening() {
        return changes.give(AuditEvent.ofCaller(AuditKind.LISTEN), instance::startListening);
    }

    @Override
    public InstanceStatus stopListening() {
        return changes.take(AuditEvent.ofCaller(AuditKind.LISTEN_END), instance::stopListening);
    }

    @Override
    public SchemaStatus migrate() {
        return changes.give(AuditEvent.ofCaller(AuditKind.MIGRATE), instance::migrate);
    }

    @Override
    public InstanceStatus status() {
        return instance.status();
    }

    @Override
    public List<ConfigurationEntry> configuration() {
        return instance.configuration();
    }

    @Override
    public SchemaStatus schema() {
        return instance.schema();
    }
}
