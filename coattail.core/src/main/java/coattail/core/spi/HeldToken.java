// SPDX-License-Identifier: Apache-2.0
package coattail.core.spi;

import static java.util.Objects.requireNonNull;

/**
 * A token that a peer issued to this instance.
 *
 * @param token the token's text, at most 4 000 characters
 * @param host where to dial the peer: the token's host, or the one that the operator gave instead
 * @param port where to dial the peer, 1 to 65 535
 * @param accepted whether the peer has accepted it from this instance's key, so that a reference to it suffices
 */
public record HeldToken(Secret token, String host, int port, boolean accepted) {
    public HeldToken {
        requireNonNull(token, "token");
        requireNonNull(host, "host");
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("a port is from 1 to 65535, not " + port);
        }
    }
}
