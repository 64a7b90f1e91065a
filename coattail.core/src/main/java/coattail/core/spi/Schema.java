// SPDX-License-Identifier: Apache-2.0
package coattail.core.spi;

import static java.util.Objects.requireNonNull;

import org.osgi.annotation.versioning.ProviderType;

/** The version of the database's schema. */
@ProviderType
public interface Schema {

    /**
     * The state now.
     *
     * @throws StoreException if the database fails
     */
    State state();

    /**
     * Brings the schema up to date; does nothing where it is.
     *
     * @throws StoreException if the database has a newer schema than this version knows, or fails
     */
    State migrate();

    /**
     * A state of the schema.
     *
     * @param database which database, e.g. "Apache Derby 10.14.2.0"
     * @param current the version that the database has, 0 for none
     * @param newest the version that this program knows
     * @param pending how many migrations are to be applied
     */
    record State(String database, int current, int newest, int pending) {
        public State {
            requireNonNull(database, "database");
        }
    }
}
