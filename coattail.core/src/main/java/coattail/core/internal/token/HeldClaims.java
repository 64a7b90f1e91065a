// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.token;

/**
 * Reads a token that another instance issued. Its holder can't verify the signature, since the key that made it never
 * leaves the issuer; what is read here informs, and tells where to dial and which key to find there. The issuer
 * decides.
 */
public final class HeldClaims {
    private HeldClaims() {}

    /**
     * Reads a token's claims, as strictly as its issuer does.
     *
     * @param token the text, without white space around it
     * @throws TokenException if it isn't an authentication token
     */
    public static TokenClaims read(String token) throws TokenException {
        return ClaimsCodec.read(Jws.parse(token, TokenType.AUTHENTICATION).payload());
    }
}
