// SPDX-License-Identifier: Apache-2.0
package coattail.api;

import org.osgi.annotation.versioning.ProviderType;

/**
 * The way to this instance and its peers.
 *
 * <p>As an OSGi service it begins a new cascade with each call. Inside a handler use {@link Context#coattail()}
 * instead, which continues the one that is under way. Safe for use by several threads.
 */
@ProviderType
public interface Coattail {

    /** This instance. */
    Instance local();

    /**
     * Another instance. Whether it is known and connected shows when a call is made: each call looks the peer up
     * afresh.
     *
     * @param nameOrId the peer's name, its id, or a prefix of its id that no other peer shares
     */
    Peer peer(String nameOrId);
}
