// SPDX-License-Identifier: Apache-2.0
package coattail.core.spi;

import static java.util.Objects.requireNonNull;

/**
 * How far the audit log has come, as the database knows it.
 *
 * @param count the number of the last record, at least 1
 * @param hash the hash of that record, 64 hexadecimal digits
 * @param closed whether the log was ended in good order, so that nothing can stand after that record
 */
public record AuditHead(long count, String hash, boolean closed) {
    public AuditHead {
        requireNonNull(hash, "hash");
        if (count < 1) {
            throw new IllegalArgumentException("records are counted from 1, not " + count);
        }
    }
}
