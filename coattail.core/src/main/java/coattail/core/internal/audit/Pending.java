// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.audit;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * What waits to be written, and who waits for it.
 *
 * @param event what to write; empty for who wants no more than that all before is on disk
 * @param sign whether to sign what is there then
 * @param settled completes with where the log has come when it is on disk; null if nobody waits
 */
record Pending(Optional<AuditEvent> event, boolean sign, CompletableFuture<Position> settled) {
    static Pending note(AuditEvent event) {
        return new Pending(Optional.of(event), false, null);
    }

    static Pending awaited(AuditEvent event) {
        return new Pending(Optional.of(event), false, new CompletableFuture<>());
    }

    static Pending barrier(boolean sign) {
        return new Pending(Optional.empty(), sign, new CompletableFuture<>());
    }

    boolean isAwaited() {
        return settled != null;
    }

    void complete(Position last) {
        if (settled != null) {
            settled.complete(last);
        }
    }

    void fail(AuditException cause) {
        if (settled != null) {
            settled.completeExceptionally(cause);
        }
    }
}
