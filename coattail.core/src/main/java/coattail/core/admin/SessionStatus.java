// SPDX-License-Identifier: Apache-2.0
package coattail.core.admin;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import coattail.api.InstanceRef;

/**
 * A live connection.
 *
 * @param id names it as long as this instance runs; a number
 * @param peer the instance at its other end; empty until that has proven who it is
 * @param direction who dialled
 * @param address the other end's, as {@code host:port}
 * @param state how far it is
 * @param opened since when
 * @param tokens the ids of this instance's tokens that the peer has shown on it and that hold; each once
 * @param accepted whether the peer has accepted a token held from it on this connection
 * @param streams how many requests and subscriptions of this instance are open on it, from 0
 * @param peerStreams how many of the peer's are
 * @param received how many bytes came, inside of TLS
 * @param sent how many bytes went
 */
public record SessionStatus(
        String id,
        Optional<InstanceRef> peer,
        Direction direction,
        String address,
        State state,
        Instant opened,
        List<String> tokens,
        boolean accepted,
        int streams,
        int peerStreams,
        long received,
        long sent) {
    public SessionStatus {
        tokens = List.copyOf(tokens);
    }

    /** Who dialled. */
    public enum Direction {
        /** The peer. */
        IN,
        /** This instance. */
        OUT
    }

    /** How far a connection is. */
    public enum State {
        /** No token has been accepted on it yet, of one side or the other. */
        OPENING,
        /** It can be used. */
        OPEN,
        /** It takes no new requests; those under way may finish. */
        LEAVING
    }
}
