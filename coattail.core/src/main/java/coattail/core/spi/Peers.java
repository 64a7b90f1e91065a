// SPDX-License-Identifier: Apache-2.0
package coattail.core.spi;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.osgi.annotation.versioning.ProviderType;

/** The peers of this instance. */
@ProviderType
public interface Peers {

    /** The peer of an id. */
    Optional<PeerRecord> find(String id);

    /** All peers, ordered by name. */
    List<PeerRecord> list();

    /**
     * Adds a peer, or replaces the one of the same id.
     *
     * @throws StoreException if another peer has the name, or the database fails
     */
    void put(PeerRecord peer);

    /** Notes whether the peer has accepted the held token; does nothing if another token is held by now. */
    void accepted(String id, Secret token, boolean accepted);

    /** Notes that the peer is connected; does nothing if it is unknown. */
    void seen(String id, Instant when);

    /**
     * Forgets a peer, its held token, and what this instance is subscribed to there, in one transaction.
     *
     * @return whether it was known
     */
    boolean remove(String id);
}
