// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.token;

import static java.util.Objects.requireNonNull;

import java.nio.charset.StandardCharsets;

import coattail.core.internal.identity.Digests;

/** Verifies tokens that this instance issued. Safe for use by several threads. */
public final class TokenVerifier {
    private final String instanceId;
    private final VerifyingKeys keys;

    public TokenVerifier(String instanceId, VerifyingKeys keys) {
        this.instanceId = requireNonNull(instanceId, "instanceId");
        this.keys = requireNonNull(keys, "keys");
    }

    /**
     * A token whose signature and form are right; its times, bearers and state aren't looked at.
     *
     * @param claims what it says
     * @param digest SHA-256 of its text
     */
    public record Verified(TokenClaims claims, byte[] digest) {}

    /**
     * Verifies a token: form, header, signature, and only then the claims.
     *
     * @throws TokenException if it isn't one of this instance's
     */
    public Verified verify(String token) throws TokenException {
        Jws jws = Jws.parse(token, TokenType.AUTHENTICATION);
        byte[] key = keys.find(jws.keyId())
                .orElseThrow(() ->
                        new TokenException("the token is signed by a key that isn't this instance's, or not any more"));
        jws.verify(key);
        TokenClaims claims = ClaimsCodec.read(jws.payload());
        if (!claims.issuer().equals(instanceId)) {
            throw new TokenException("the token was issued by another instance, " + claims.issuer());
        }
        return new Verified(claims, digest(token));
    }

    static byte[] digest(String token) {
        return Digests.sha256(token.getBytes(StandardCharsets.US_ASCII));
    }
}
