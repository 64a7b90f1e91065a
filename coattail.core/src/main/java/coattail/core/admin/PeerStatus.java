// SPDX-License-Identifier: Apache-2.0
package coattail.core.admin;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A peer.
 *
 * @param id its instance id
 * @param name what it is called here
 * @param state whether it is connected
 * @param reason why it isn't, or what is wrong; may be empty
 * @param address where it is dialled, or where it is connected from; as {@code host:port}, may be empty
 * @param direction {@code out} if this instance dialled the connection, {@code in} if the peer did, empty while there
 *     is none
 * @param held what the token held from it allows here; empty where none is held
 * @param issued the ids of the tokens issued here that it may use
 * @param added when it became known
 * @param lastSeen when it was last connected
 */
public record PeerStatus(
        String id,
        String name,
        State state,
        String reason,
        String address,
        String direction,
        Optional<Permissions> held,
        List<String> issued,
        Instant added,
        Optional<Instant> lastSeen) {

    /** Whether a peer is connected. */
    public enum State {
        /** A connection is open and a token was accepted on it. */
        CONNECTED,
        /** It is being dialled. */
        CONNECTING,
        /** It isn't connected; it is dialled again later where a token is held from it. */
        DISCONNECTED,
        /** It refused the token held from it; it is dialled again much later, or when a new token is added. */
        REFUSED
    }

    public PeerStatus {
        issued = List.copyOf(issued);
    }
}
