// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.token;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.function.UnaryOperator;

import coattail.core.spi.IssuedToken;
import coattail.core.spi.Secret;

/** Makes tokens whose every claim is given, so that a simulation's are the same in each run. */
public final class SimTokens {
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private SimTokens() {}

    /**
     * As {@link TokenIssuer} does, but for keeping it.
     *
     * @param signing makes an Ed25519 signature; that of the JDK takes a fifth of a small simulation's time
     */
    public static TokenIssuer.Issued issue(TokenClaims claims, String keyId, UnaryOperator<byte[]> signing) {
        var payload = ClaimsCodec.write(claims);
        var header = "{\"alg\":\"" + Jws.ALGORITHM + "\",\"typ\":\"" + TokenType.AUTHENTICATION.header()
                + "\",\"kid\":\"" + keyId + "\"}";
        var signed = base64(header) + "." + base64(payload);
        var token = signed + "." + BASE64.encodeToString(signing.apply(signed.getBytes(StandardCharsets.US_ASCII)));
        var row = new IssuedToken(
                claims.id(),
                payload,
                TokenVerifier.digest(token),
                keyId,
                claims.subject(),
                claims.boundKey(),
                IssuedToken.State.ACTIVE,
                claims.issued(),
                claims.expires(),
                Optional.empty());
        return new TokenIssuer.Issued(new Secret(token), claims, row);
    }

    private static String base64(String text) {
        return BASE64.encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
