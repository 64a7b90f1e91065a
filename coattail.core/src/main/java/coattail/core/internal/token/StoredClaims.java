// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.token;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

import coattail.core.spi.IssuedToken;

/** Reads the claims of a token that this instance issued, as its store keeps them. */
public final class StoredClaims {
    private StoredClaims() {}

    /** The same; empty where they can't be read, so that one bad row doesn't keep others from being acted upon. */
    public static Optional<TokenClaims> find(IssuedToken token) {
        try {
            return Optional.of(of(token));
        } catch (IllegalStateException e) {
            return Optional.empty();
        }
    }

    public static TokenClaims of(IssuedToken token) {
        try {
            return ClaimsCodec.read(token.claims().getBytes(StandardCharsets.UTF_8));
        } catch (TokenException e) {
            throw new IllegalStateException(
                    "the claims of token " + token.jti() + " in the database: " + e.getMessage(), e);
        }
    }
}
