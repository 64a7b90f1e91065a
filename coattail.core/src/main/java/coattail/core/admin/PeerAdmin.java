// SPDX-License-Identifier: Apache-2.0
package coattail.core.admin;

import java.time.Duration;
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
     * @param host where to dial instead of the address in the token, as {@code host} or {@code host:port}; dialled also
     *     where a connection with the peer is open, so that it is stored only if it leads there
     * @return completes with the peer, on a worker thread
     */
    CompletionStage<PeerStatus> add(String token, Optional<String> name, Optional<String> host);

    /** All peers, ordered by name. */
    List<PeerStatus> list();

    /** One peer. */
    PeerStatus show(String peer);

    /**
     * Calls a peer by another name from now on. Bundles of this instance that call it by its name have to be told.
     *
     * @param name 1 to 64 of {@code A-Z a-z 0-9 space . _ -}, a letter or digit first, no space last
     * @return the peer under its new name
     * @throws coattail.api.CoattailException BAD_INPUT if there is no such peer, that isn't a name, or another peer has
     *     it
     */
    PeerStatus rename(String peer, String name);

    /**
     * Asks a peer for a sign of life over the connection that there is.
     *
     * @param timeout how long to wait, from 1 ms to 1 h
     * @return completes on a worker thread with the time that the answer took; with a
     *     {@link coattail.api.CoattailException} of code NOT_CONNECTED where there is no connection or it is lost
     *     meanwhile, of code DEADLINE where no answer came in time, of code BAD_INPUT where there is no such peer
     */
    CompletionStage<Duration> ping(String peer, Duration timeout);

    /**
     * Unsubscribes from a peer, forgets it and the token held from it, and closes the connection. Blocks for at most 5
     * s. One that isn't connected is told nothing: it finds out when it is added again.
     *
     * @param revokeIssued whether to revoke the tokens issued to it as well; if not, it may come back with them
     * @param force whether to remove a peer that is connected and doesn't answer
     * @return what was removed
     * @throws coattail.api.CoattailException UNAVAILABLE if the peer doesn't answer in time and isn't to be removed all
     *     the same; it stays then, and the subscriptions at it are ended as soon as it answers
     */
    PeerRemoved remove(String peer, boolean revokeIssued, boolean force);
}
