// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.admin;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;

import coattail.api.CoattailException;
import coattail.api.ErrorCode;
import coattail.core.admin.AuditAdmin;
import coattail.core.admin.AuditQuery;
import coattail.core.admin.AuditRecord;
import coattail.core.admin.AuditReport;
import coattail.core.internal.audit.AuditException;
import coattail.core.internal.audit.AuditKind;
import coattail.core.internal.audit.AuditLog;
import coattail.core.internal.peer.Directory;
import coattail.core.spi.PeerRecord;

/** The audit log, as operators see it. */
public final class AuditService implements AuditAdmin {
    private final AuditLog log;
    private final Directory directory;

    public AuditService(AuditLog log, Directory directory) {
        this.log = requireNonNull(log, "log");
        this.directory = requireNonNull(directory, "directory");
    }

    @Override
    public AuditReport verify() {
        return read(log::verify);
    }

    @Override
    public List<AuditRecord> show(AuditQuery query) {
        if (query.last() < 1 || query.last() > AuditQuery.MOST) {
            throw new CoattailException(
                    ErrorCode.BAD_INPUT, "from 1 to " + AuditQuery.MOST + " records can be shown, not " + query.last());
        }
        return read(() -> log.show(query.last(), fits(query)));
    }

    @Override
    public List<String> kinds() {
        return Arrays.stream(AuditKind.values()).map(AuditKind::word).toList();
    }

    private Predicate<AuditRecord> fits(AuditQuery query) {
        Predicate<AuditRecord> kind = query.kind()
                .<Predicate<AuditRecord>>map(wanted ->
                        record -> record.kind().equals(wanted) || record.kind().startsWith(wanted + "."))
                .orElse(record -> true);
        return query.peer().map(this::about).map(kind::and).orElse(kind);
    }

    /**
     * Peers that are known by name, and others by their id or the beginning of it: strangers are in the log as well.
     */
    private Predicate<AuditRecord> about(String peer) {
        var id = directory.list().stream()
                .filter(known -> known.name().equals(peer))
                .map(PeerRecord::id)
                .findFirst()
                .orElse(peer.startsWith("ct:") ? peer : "ct:" + peer);
        return record -> record.peer().filter(one -> one.startsWith(id)).isPresent();
    }

    private static <T> T read(Supplier<T> work) {
        try {
            return Translated.of(work);
        } catch (AuditException e) {
            throw new CoattailException(ErrorCode.UNAVAILABLE, e.getMessage(), null, e);
        }
    }
}
