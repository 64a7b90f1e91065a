// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.token;

import static java.util.Objects.requireNonNull;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

import coattail.core.internal.identity.InstanceId;
import coattail.core.internal.identity.TokenKey;
import coattail.core.spi.IssuedToken;
import coattail.core.spi.IssuedTokens;
import coattail.core.spi.KeyPin;
import coattail.core.spi.Secret;

/** Issues this instance's tokens. Safe for use by several threads. */
public final class TokenIssuer {
    private final String instanceId;
    private final KeyPin pin;
    private final KeyRing keys;
    private final IssuedTokens store;
    private final InstantSource clock;
    private final SecureRandom random;

    public TokenIssuer(
            String instanceId, KeyPin pin, KeyRing keys, IssuedTokens store, InstantSource clock, SecureRandom random) {
        this.instanceId = requireNonNull(instanceId, "instanceId");
        this.pin = requireNonNull(pin, "pin");
        this.keys = requireNonNull(keys, "keys");
        this.store = requireNonNull(store, "store");
        this.clock = requireNonNull(clock, "clock");
        this.random = requireNonNull(random, "random");
    }

    /**
     * A token just issued.
     *
     * @param token its text, which isn't kept
     * @param claims what it says
     * @param kept what the store has of it
     */
    public record Issued(Secret token, TokenClaims claims, IssuedToken kept) {}

    /**
     * Issues a token; it is in the store when this returns.
     *
     * @param host the advertised host, under which a holder reaches this instance
     * @param port the advertised port
     * @throws IllegalArgumentException if the terms can't be kept, with one line that says why
     * @throws coattail.core.spi.StoreException if it can't be stored; then there is no token
     */
    public Issued issue(TokenTerms terms, String host, int port) {
        requireIssuable(terms);
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        Instant notBefore = now.plusSeconds(terms.notBefore().toSeconds());
        Optional<String> boundKey = terms.boundTo().map(InstanceId::thumbprintOf);
        byte[] id = new byte[TokenId.BYTES];
        random.nextBytes(id);
        var claims = new TokenClaims(
                instanceId,
                terms.boundTo().orElse(TokenClaims.ANY_SUBJECT),
                TokenId.of(id),
                now,
                notBefore,
                terms.lifetime().map(life -> notBefore.plusSeconds(life.toSeconds())),
                host,
                port,
                List.of(pin),
                boundKey,
                terms.bearers(),
                terms.permissions(),
                terms.limits());
        return keys.signing(key -> issue(claims, key));
    }

    private Issued issue(TokenClaims claims, TokenKey key) {
        String payload = ClaimsCodec.write(claims);
        String token = JwsSigner.sign(TokenType.AUTHENTICATION, payload, key);
        if (token.length() > Jws.LONGEST) {
            throw new IllegalArgumentException("the token would have " + token.length() + " bytes, and at most "
                    + Jws.LONGEST + " are allowed; give it fewer names or bearers");
        }
        var kept = new IssuedToken(
                claims.id(),
                payload,
                TokenVerifier.digest(token),
                key.id(),
                claims.subject(),
                claims.boundKey(),
                IssuedToken.State.ACTIVE,
                claims.issued(),
                claims.expires(),
                Optional.empty());
        store.add(kept);
        return new Issued(new Secret(token), claims, kept);
    }

    private void requireIssuable(TokenTerms terms) {
        if (terms.boundTo().filter(instanceId::equals).isPresent()) {
            throw new IllegalArgumentException("an instance needs no token for itself");
        }
        if (terms.boundTo().isPresent() && terms.bearers().anyone()) {
            throw new IllegalArgumentException("a token is either bound to one peer or for anyone");
        }
    }
}
