// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.admin;

import static java.util.Objects.requireNonNull;

import java.util.List;

import coattail.core.admin.KeyAdmin;
import coattail.core.admin.KeyRotated;
import coattail.core.admin.KeyStatus;
import coattail.core.internal.audit.AuditEvent;
import coattail.core.internal.audit.AuditKind;

/** The keys, each exchange of which is put on record. */
public final class AuditedKeys implements KeyAdmin {
    private final KeyAdmin keys;
    private final Changes changes;

    public AuditedKeys(KeyAdmin keys, Changes changes) {
        this.keys = requireNonNull(keys, "keys");
        this.changes = requireNonNull(changes, "changes");
    }

    @Override
    public KeyRotated rotate() {
        return changes.give(exchange(false), keys::rotate);
    }

    @Override
    public KeyRotated rotateCompromised() {
        return changes.take(exchange(true), keys::rotateCompromised);
    }

    private AuditEvent exchange(boolean compromised) {
        var event = AuditEvent.ofCaller(AuditKind.KEY_ROTATE).with("compromised", compromised);
        return Changes.detail(keys::list).stream()
                .flatMap(List::stream)
                .filter(key -> key.use() == KeyStatus.Use.SIGNING)
                .findFirst()
                .map(key -> event.with("key", key.id()))
                .orElse(event);
    }

    @Override
    public KeyRotated drop(String key) {
        var event = AuditEvent.ofCaller(AuditKind.KEY_DROP).with("key", key);
        return changes.take(event, () -> keys.drop(key));
    }

    @Override
    public List<KeyStatus> list() {
        return keys.list();
    }
}
