// SPDX-License-Identifier: Apache-2.0
package coattail.core.admin;

import java.util.List;

import org.osgi.annotation.versioning.ProviderType;

/**
 * The audit log: who was let in or refused, who changed what anybody may do, and why. What is in it and what it proves
 * is said in docs/security.md.
 */
@ProviderType
public interface AuditAdmin {

    /**
     * Reads the whole log and says whether each record is there, as it was written and where it was written. Signs what
     * is there first, so that no record is left out. Takes about a second for 100 000 records.
     */
    AuditReport verify();

    /** The newest records that fit, the oldest of them first. Reads no more of the log than it must. */
    List<AuditRecord> show(AuditQuery query);

    /** All kinds that records can have, as {@code token.issue}. */
    List<String> kinds();
}
