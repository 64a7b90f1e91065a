// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.authority;

import static java.util.Objects.requireNonNull;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

import coattail.api.ErrorCode;
import coattail.core.internal.identity.InstanceId;
import coattail.core.internal.token.ClaimsCodec;
import coattail.core.internal.token.KeyRing;
import coattail.core.internal.token.TokenClaims;
import coattail.core.internal.token.TokenException;
import coattail.core.internal.token.TokenId;
import coattail.core.internal.token.TokenVerifier;
import coattail.core.spi.IssuedToken;
import coattail.core.spi.IssuedTokens;

/**
 * Turns a token and a proven key into a grant. Everything is checked first and the token bound last, so that a refused
 * attempt changes nothing. Blocks on the store. Safe for use by several threads.
 *
 * <p>All refusals look alike, AUTH_FAILED with one text, lest a stranger learn which tokens there are and how they
 * stand; only the key that a token is bound to is told the truth.
 */
public final class Authenticator {
    private static final String UNIFORM = "the token was not accepted";

    private final TokenVerifier verifier;
    private final KeyRing keys;
    private final IssuedTokens tokens;
    private final Grants grants;
    private final InstantSource clock;

    public Authenticator(
            TokenVerifier verifier, KeyRing keys, IssuedTokens tokens, Grants grants, InstantSource clock) {
        this.verifier = requireNonNull(verifier, "verifier");
        this.keys = requireNonNull(keys, "keys");
        this.tokens = requireNonNull(tokens, "tokens");
        this.grants = requireNonNull(grants, "grants");
        this.clock = requireNonNull(clock, "clock");
    }

    /**
     * Accepts or refuses a token.
     *
     * @param provenKey the raw key that the other side has proven to have, 32 bytes
     * @param source where its connection comes from
     * @param token what it shows; may be anything
     * @throws coattail.core.spi.StoreException if the database fails; nothing is granted then
     */
    public AuthResult authenticate(byte[] provenKey, InetAddress source, String token) {
        String key = InstanceId.thumbprint(provenKey);
        TokenVerifier.Verified verified;
        try {
            verified = verifier.verify(token);
        } catch (TokenException e) {
            return stranger(e.getMessage());
        }
        TokenClaims claims = verified.claims();
        Optional<IssuedToken> found = tokens.find(claims.id());
        if (found.isEmpty()) {
            // Signed here and yet unknown: the database is older than the token.
            return refuse(claims.boundKey(), key, ErrorCode.AUTH_FAILED, "the token isn't known here any more");
        }
        if (!MessageDigest.isEqual(found.get().digest(), verified.digest())) {
            return stranger("the token isn't the one that was issued under its id");
        }
        return admit(found.get(), claims, key, source);
    }

    /**
     * Accepts or refuses a reference to a token that was accepted from this key before.
     *
     * @param provenKey the raw key that the other side has proven to have, 32 bytes
     * @param source where its connection comes from
     * @param id the token's id, 16 bytes
     * @throws coattail.core.spi.StoreException if the database fails; nothing is granted then
     */
    public AuthResult authenticate(byte[] provenKey, InetAddress source, byte[] id) {
        String key = InstanceId.thumbprint(provenKey);
        Optional<IssuedToken> found = tokens.find(TokenId.of(id));
        if (found.isEmpty()) {
            return stranger("no token of that id was issued");
        }
        IssuedToken token = found.get();
        // Ids are no secret: only the key from which the token itself was accepted may refer to it. So one for anyone,
        // which has no such key, is always shown whole.
        if (token.boundKey().isEmpty() || token.lastUsed().isEmpty()) {
            return refuse(token.boundKey(), key, ErrorCode.AUTH_FAILED, "the token has to be shown whole");
        }
        if (keys.find(token.keyId()).isEmpty()) {
            return refuse(token.boundKey(), key, ErrorCode.AUTH_FAILED, "the key that signed the token was dropped");
        }
        try {
            return admit(token, ClaimsCodec.read(token.claims().getBytes(StandardCharsets.UTF_8)), key, source);
        } catch (TokenException e) {
            return refuse(token.boundKey(), key, ErrorCode.AUTH_FAILED, "as stored, " + e.getMessage());
        }
    }

    private AuthResult admit(IssuedToken token, TokenClaims claims, String key, InetAddress source) {
        Optional<String> bound = token.boundKey().or(claims::boundKey);
        Instant now = clock.instant();
        if (bound.filter(other -> !other.equals(key)).isPresent()) {
            return stranger("the token " + claims.id() + " is bound to another key");
        }
        if (token.state() == IssuedToken.State.REVOKED) {
            return refuse(bound, key, ErrorCode.REVOKED, "the token was revoked");
        }
        switch (claims.at(now)) {
            case EXPIRED -> {
                return refuse(bound, key, ErrorCode.EXPIRED, "the token has expired");
            }
            case NOT_YET -> {
                return refuse(
                        bound, key, ErrorCode.AUTH_FAILED, "the token can't be used before " + claims.notBefore());
            }
            case VALID -> {}
        }
        if (!claims.bearers().validationTokens().isEmpty()) {
            return refuse(
                    bound, key, ErrorCode.AUTH_FAILED, "the token is for keys of validation tokens, all unknown here");
        }
        if (!claims.bearers().admits(source)) {
            return refuse(
                    bound, key, ErrorCode.AUTH_FAILED, "the token may not be used from " + source.getHostAddress());
        }
        return bind(claims, key, now);
    }

    private AuthResult bind(TokenClaims claims, String key, Instant now) {
        boolean anyone = claims.bearers().anyone();
        Optional<IssuedToken> used = tokens.use(claims.id(), key, !anyone, now);
        if (used.isEmpty()) {
            return stranger("the token " + claims.id() + " was deleted in the same moment");
        }
        Optional<String> bound = used.get().boundKey();
        if (used.get().state() == IssuedToken.State.REVOKED) {
            return refuse(bound, key, ErrorCode.REVOKED, "the token was revoked in the same moment");
        }
        if (!bound.map(key::equals).orElse(anyone)) {
            return stranger("the token " + claims.id() + " was bound to another key in the same moment");
        }
        Grant grant = grants.register(claims, InstanceId.ofThumbprint(key));
        boolean accepted = false;
        try {
            // Whoever revokes commits first and then ends the grants there are: what he didn't find is seen here.
            Optional<IssuedToken> again = tokens.find(claims.id());
            accepted = again.filter(token -> token.state() == IssuedToken.State.ACTIVE)
                    .isPresent();
        } finally {
            if (!accepted) {
                grants.release(grant);
            }
        }
        return accepted
                ? new AuthResult.Accepted(grant)
                : refuse(bound, key, ErrorCode.REVOKED, "the token was revoked in the same moment");
    }

    private static AuthResult refuse(Optional<String> bound, String key, ErrorCode code, String reason) {
        return bound.filter(key::equals).isPresent()
                ? new AuthResult.Refused(code, reason, reason, true)
                : stranger(reason);
    }

    private static AuthResult stranger(String reason) {
        return new AuthResult.Refused(ErrorCode.AUTH_FAILED, UNIFORM, reason, false);
    }
}
