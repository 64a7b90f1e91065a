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
import coattail.core.internal.audit.AuditEvent;
import coattail.core.internal.audit.AuditKind;
import coattail.core.internal.audit.AuditTrail;
import coattail.core.internal.audit.Outcome;
import coattail.core.internal.identity.InstanceId;
import coattail.core.internal.token.ClaimsCodec;
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
 * stand; only the key that a token is bound to, or that a validation token listed in it stands for, is told the truth.
 */
public final class Authenticator {
    /** What all are told whom the token isn't for, as far as is known. */
    public static final String UNIFORM = "the token was not accepted";

    private final TokenVerifier verifier;
    private final Examination examination;
    private final IssuedTokens tokens;
    private final KeyBearers bearers;
    private final Grants grants;
    private final InstantSource clock;
    private final AuditTrail trail;

    /** @param trail is told of each attempt */
    public Authenticator(
            TokenVerifier verifier,
            Examination examination,
            IssuedTokens tokens,
            KeyBearers bearers,
            Grants grants,
            InstantSource clock,
            AuditTrail trail) {
        this.verifier = requireNonNull(verifier, "verifier");
        this.examination = requireNonNull(examination, "examination");
        this.tokens = requireNonNull(tokens, "tokens");
        this.bearers = requireNonNull(bearers, "bearers");
        this.grants = requireNonNull(grants, "grants");
        this.clock = requireNonNull(clock, "clock");
        this.trail = requireNonNull(trail, "trail");
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
            return noted("", key, source, stranger(e.getMessage()));
        }
        return noted(verified.claims().id(), key, source, judge(verified, key, source));
    }

    private AuthResult judge(TokenVerifier.Verified verified, String key, InetAddress source) {
        TokenClaims claims = verified.claims();
        Optional<IssuedToken> found = tokens.find(claims.id());
        if (found.isEmpty()) {
            // Signed here and yet unknown: the database is older than the token.
            return refuse(
                    claims.boundKey().filter(key::equals).isPresent(),
                    ErrorCode.AUTH_FAILED,
                    "the token isn't known here any more");
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
        String jti = TokenId.of(id);
        return noted(jti, key, source, judge(jti, key, source));
    }

    private AuthResult judge(String jti, String key, InetAddress source) {
        Optional<IssuedToken> found = tokens.find(jti);
        if (found.isEmpty()) {
            return stranger("no token of that id was issued");
        }
        IssuedToken token = found.get();
        boolean bound = token.boundKey().filter(key::equals).isPresent();
        // Ids are no secret: only the key from which the token itself was accepted may refer to it. So one for anyone,
        // of which that isn't noted, is always shown whole.
        boolean accepted =
                token.boundKey().isPresent() ? token.lastUsed().isPresent() : tokens.wasAccepted(token.jti(), key);
        if (!accepted) {
            return refuse(bound, ErrorCode.AUTH_FAILED, "the token has to be shown whole");
        }
        try {
            return admit(token, ClaimsCodec.read(token.claims().getBytes(StandardCharsets.UTF_8)), key, source);
        } catch (TokenException e) {
            return refuse(bound, ErrorCode.AUTH_FAILED, "as stored, " + e.getMessage());
        }
    }

    private AuthResult admit(IssuedToken token, TokenClaims claims, String key, InetAddress source) {
        Instant now = clock.instant();
        var examined = examination.of(token, claims, key, Optional.of(source), now);
        if (examined.objection().isPresent()) {
            var objection = examined.objection().get();
            return refuse(objection.known(), objection.code(), objection.reason());
        }
        return bind(claims, key, examined.standing(), now);
    }

    private AuthResult bind(TokenClaims claims, String key, KeyStanding standing, Instant now) {
        // Where keys are listed none is bound: each of them may use it.
        boolean unbound = claims.bearers().anyone() || standing.listed();
        Optional<IssuedToken> used = tokens.use(claims.id(), key, !unbound, now);
        if (used.isEmpty()) {
            return stranger("the token " + claims.id() + " was deleted in the same moment");
        }
        Optional<String> bound = used.get().boundKey();
        if (used.get().state() == IssuedToken.State.REVOKED) {
            boolean known = bound.filter(key::equals).isPresent() || standing.listed();
            return refuse(known, ErrorCode.REVOKED, "the token was revoked in the same moment");
        }
        if (!bound.map(key::equals).orElse(unbound)) {
            return stranger("the token " + claims.id() + " was bound to another key in the same moment");
        }
        if (standing.listed()) {
            tokens.noteAccepted(claims.id(), key);
        }
        return grant(claims, InstanceId.ofThumbprint(key), standing, bound.isPresent() || standing.listed());
    }

    private AuthResult noted(String jti, String key, InetAddress source, AuthResult result) {
        var event = AuditEvent.of(AuditKind.AUTHENTICATE, Outcome.ALLOWED)
                .by(AuditEvent.PEER)
                .peer(InstanceId.ofThumbprint(key))
                .token(jti)
                .from(source.getHostAddress());
        trail.note(
                result instanceof AuthResult.Refused refused
                        ? event.as(Outcome.REFUSED).because(refused.reason())
                        : event);
        return result;
    }

    /**
     * Whoever revokes, or removes a validation token, commits first and then ends the grants there are: what he didn't
     * find is seen here.
     */
    private AuthResult grant(TokenClaims claims, String peerId, KeyStanding before, boolean known) {
        KeyStanding standing = before;
        while (true) {
            Grant grant = grants.register(claims, peerId, standing);
            boolean kept = false;
            try {
                if (tokens.find(claims.id())
                        .filter(token -> token.state() == IssuedToken.State.ACTIVE)
                        .isEmpty()) {
                    return refuse(known, ErrorCode.REVOKED, "the token was revoked in the same moment");
                }
                KeyStanding now = bearers.of(claims.bearers(), peerId);
                if (now.refuses()) {
                    return refuse(known, now.refusal());
                }
                if (now.equals(standing)) {
                    kept = true;
                    return new AuthResult.Accepted(grant);
                }
                standing = now;
            } finally {
                if (!kept) {
                    grants.release(grant);
                }
            }
        }
    }

    private static AuthResult refuse(boolean known, Ending ending) {
        return refuse(known, ending.code(), ending.reason());
    }

    /** @param known whether the key is one that the token is for, so that its holder may know the truth */
    private static AuthResult refuse(boolean known, ErrorCode code, String reason) {
        return known ? new AuthResult.Refused(code, reason, reason, true) : stranger(reason);
    }

    private static AuthResult stranger(String reason) {
        return new AuthResult.Refused(ErrorCode.AUTH_FAILED, UNIFORM, reason, false);
    }
}
