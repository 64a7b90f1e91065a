// SPDX-License-Identifier: Apache-2.0
package coattail.core.admin;

import org.osgi.annotation.versioning.ProviderType;

/** This instance as a whole. */
@ProviderType
public interface InstanceAdmin {

    /** The state now. */
    InstanceStatus status();

    /** The state of the database's schema. */
    SchemaStatus schema();

    /** Brings the database's schema up to date; does nothing where it is. */
    SchemaStatus migrate();
}
