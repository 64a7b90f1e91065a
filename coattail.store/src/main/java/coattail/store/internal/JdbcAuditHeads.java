// SPDX-License-Identifier: Apache-2.0
package coattail.store.internal;

import java.util.Optional;

import coattail.core.spi.AuditHead;
import coattail.core.spi.AuditHeads;

final class JdbcAuditHeads implements AuditHeads {
    private final Database database;

    JdbcAuditHeads(Database database) {
        this.database = database;
    }

    @Override
    public Optional<AuditHead> find() {
        return database.transact(in -> in.one(
                row -> new AuditHead(row.getLong("record_count"), row.getString("hash"), row.getBoolean("closed")),
                "SELECT * FROM audit_head"));
    }

    @Override
    public void put(AuditHead head) {
        database.transact(in -> {
            int changed = in.update(
                    "UPDATE audit_head SET record_count = ?, hash = ?, closed = ?",
                    head.count(),
                    head.hash(),
                    head.closed());
            return changed > 0
                    ? changed
                    : in.update(
                            "INSERT INTO audit_head (only_one, record_count, hash, closed) VALUES (1, ?, ?, ?)",
                            head.count(),
                            head.hash(),
                            head.closed());
        });
    }
}
