// SPDX-License-Identifier: Apache-2.0
package coattail.core.admin;

import java.util.List;

import org.osgi.annotation.versioning.ProviderType;

/** This instance as a whole. */
@ProviderType
public interface InstanceAdmin {

    /** The state now. */
    InstanceStatus status();

    /**
     * The configuration in force, in the order of its files; nothing in it is secret. That of the store isn't in it.
     */
    List<ConfigurationEntry> configuration();

    /**
     * Lets peers connect again after {@link #stopListening}.
     *
     * @return the state then
     * @throws coattail.api.CoattailException BAD_INPUT if peers can connect already, or the configuration says that
     *     this instance doesn't listen; UNAVAILABLE if the address can't be bound
     */
    InstanceStatus startListening();

    /**
     * Lets no peer connect any more. Connections that are open stay, and this instance goes on dialling. Holds until
     * {@link #startListening} or the next start, whatever the configuration says meanwhile.
     *
     * @return the state then
     * @throws coattail.api.CoattailException BAD_INPUT if no peer can connect as it is
     */
    InstanceStatus stopListening();

    /** The state of the database's schema. */
    SchemaStatus schema();

    /** Brings the database's schema up to date; does nothing where it is. */
    SchemaStatus migrate();
}
