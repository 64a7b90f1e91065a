// SPDX-License-Identifier: Apache-2.0
package coattail.core.admin;

import java.util.List;

/**
 * What came out of verifying the audit log.
 *
 * @param first the number of the oldest record that is there, 0 if there is none; older ones were taken away as whole
 *     files, which an operator may do
 * @param last the number of the newest record that should be there
 * @param checkpoints how many signatures were checked and are good
 * @param findings what is wrong, in the order of the log, the first 20; nothing if the log is whole
 * @param remarks what is not wrong and still worth knowing: that the process had died, that records were left out
 */
public record AuditReport(long first, long last, long checkpoints, List<AuditFinding> findings, List<String> remarks) {
    public AuditReport {
        findings = List.copyOf(findings);
        remarks = List.copyOf(remarks);
    }

    /** Whether all records from the first on are as they were written. */
    public boolean whole() {
        return findings.isEmpty();
    }
}
