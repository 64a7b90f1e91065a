// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.token;

import java.nio.charset.StandardCharsets;

import coattail.core.spi.IssuedToken;

/** Reads the claims of a token that this instance issued, as its store keeps them. */
public final class StoredClaims {
    private StoredClaims() {}

    public static TokenClaims of(IssuedToken token) {
        try {
            return ClaimsCodec.read(token.claims().getBytes(StandardCharsets.UTF_8));
        } catch (TokenException e) {
            throw new IllegalStateException(
                    "the claims of token " + token.jti() + " in the database: " + e.getMessage(), e);
        }
    }
}
