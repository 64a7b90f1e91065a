// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.audit;

/** Takes what is to be on record. Safe for use by several threads. */
public interface AuditTrail {

    /**
     * Notes what has happened, and returns at once: nothing is waited for, and no lock is taken. It is on disk within
     * about a second. Events that peers can cause are bounded in number; what is beyond the bound, or comes faster than
     * it can be written, is counted, and the count is recorded.
     */
    void note(AuditEvent event);

    /**
     * Puts on record what is about to be changed: on disk, and known to the database, when this returns. Blocks, for
     * some milliseconds.
     *
     * @throws AuditException if that can't be done; then the change must not be made
     */
    void record(AuditEvent event);
}
