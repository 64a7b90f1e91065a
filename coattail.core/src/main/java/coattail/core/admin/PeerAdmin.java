// SPDX-License-Identifier: Apache-2.0
package coattail.core.admin;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

import org.osgi.annotation.versioning.ProviderType;

/** The peers of this instance. Peers are named by name, id, or a prefix of the id that no other peer shares. */
@ProviderType
public interface PeerAdmin {

    /**
     * Adds the peer that issued a token, or renews the token held from it: connects, authenticates, and stores the peer
     * only then. A token that isn't valid yet is stored without connecting.
     *
     * @param token the token's text
     * @param name what to call the peer; empty: its name so far, or for a new one {@code peer-} and the first 8 letters
     *     and digits of its id
     * @param host where to dial instead of the address in the token, as {@code host} or {@code host:port}
     * @return completes with the peer, on a worker thread
     */
    CompletionStage<PeerStatus> add(String token, Optional<String> name, Optional<String> host);

    /** All peers, ordered by name. */
    List<PeerStatus> list();

    /** One peer. */
    PeerStatus show(String peer);

    /**
     * Unsubscribes from a peer as far as it can be reached, forgets it and the token held from it, and closes the
     * connection.
     *
     * @param revokeIssued whether to revoke the tokens issued to it as well; if not, it may come back with them
     * @return what was removed
     */
    PeerRemoved remove(String peer, boolean revokeIssued);
}
