// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.peer;

import static java.util.Objects.requireNonNull;

import java.util.concurrent.CompletableFuture;

import coattail.core.internal.token.HeldClaims;
import coattail.core.internal.token.TokenClaims;
import coattail.core.internal.token.TokenException;
import coattail.core.spi.HeldToken;

/**
 * A token of a peer that is to be shown to it.
 *
 * @param peerId who issued it
 * @param token the token
 * @param claims what it says
 * @param outcome completes when the peer has accepted it, exceptionally with a {@link coattail.api.CoattailException}
 *     when it has refused it or is lost before
 */
record Joining(String peerId, HeldToken token, TokenClaims claims, CompletableFuture<Void> outcome) {
    Joining {
        requireNonNull(peerId, "peerId");
        requireNonNull(token, "token");
        requireNonNull(claims, "claims");
        requireNonNull(outcome, "outcome");
    }

    /**
     * For a token that is stored.
     *
     * @throws TokenException if it isn't one; it was when it was stored
     */
    static Joining stored(String peerId, HeldToken token) throws TokenException {
        return new Joining(peerId, token, HeldClaims.read(token.token().reveal()), new CompletableFuture<>());
    }
}
