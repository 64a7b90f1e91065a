// SPDX-License-Identifier: Apache-2.0
package coattail.core.spi;

import java.util.Optional;

import org.osgi.annotation.versioning.ProviderType;

/**
 * Keeps how far the audit log has come. The log itself is in files; what is kept here is what tells that their end was
 * cut off.
 */
@ProviderType
public interface AuditHeads {

    /** What was put last; empty for a database that never had an audit log. */
    Optional<AuditHead> find();

    /** Keeps this one from now on. */
    void put(AuditHead head);
}
