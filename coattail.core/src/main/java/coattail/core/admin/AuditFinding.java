// SPDX-License-Identifier: Apache-2.0
package coattail.core.admin;

import static java.util.Objects.requireNonNull;

/**
 * A place where the audit log isn't as it was written.
 *
 * @param fault what happened to it
 * @param record the first record concerned
 * @param through the last record concerned; one and the same where it can be told
 * @param file the name of the file, empty where there is none
 * @param detail one line that says more
 */
public record AuditFinding(Fault fault, long record, long through, String file, String detail) {

    /** What happened to a record. */
    public enum Fault {
        /** It isn't what was written. */
        CHANGED,
        /** It isn't there, but later ones are. */
        DELETED,
        /** It is somewhere else than where it was written. */
        MOVED,
        /** It was put there afterwards, or stands there a second time. */
        ADDED,
        /** It and all after it aren't there. */
        CUT_OFF
    }

    public AuditFinding {
        requireNonNull(fault, "fault");
        requireNonNull(file, "file");
        requireNonNull(detail, "detail");
    }
}
