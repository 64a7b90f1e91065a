// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.authority;

import static java.util.Objects.requireNonNull;

import java.net.InetAddress;
import java.time.Instant;
import java.util.Optional;

import coattail.api.ErrorCode;
import coattail.core.internal.authority.Objection.Kind;
import coattail.core.internal.identity.InstanceId;
import coattail.core.internal.token.TokenClaims;
import coattail.core.internal.token.VerifyingKeys;
import coattail.core.spi.IssuedToken;

/**
 * Whether a key may use a token: all that is asked before the token is bound. Who shows a token and who asks what one
 * is worth are answered by the same. Changes nothing, and blocks on the store. Safe for use by several threads.
 */
public final class Examination {
    private final VerifyingKeys keys;
    private final KeyBearers bearers;

    public Examination(VerifyingKeys keys, KeyBearers bearers) {
        this.keys = requireNonNull(keys, "keys");
        this.bearers = requireNonNull(bearers, "bearers");
    }

    /**
     * What came of it.
     *
     * @param standing how the key stands to the validation tokens that the token lists
     * @param objection the first that there is; empty if the key may use the token
     */
    public record Result(KeyStanding standing, Optional<Objection> objection) {
        static Result refused(KeyStanding standing, Kind kind, boolean known, ErrorCode code, String reason) {
            return new Result(standing, Optional.of(new Objection(kind, code, reason, known)));
        }

        static Result refused(KeyStanding standing, Kind kind, boolean known, Ending ending) {
            return refused(standing, kind, known, ending.code(), ending.reason());
        }
    }

    /**
     * Examines a token that was issued here.
     *
     * @param token as the store has it
     * @param claims what it says
     * @param key the thumbprint of the proven key
     * @param source where its connection comes from; empty: networks aren't looked at
     * @param at when it is to be used
     * @throws coattail.core.spi.StoreException if the database fails
     */
    public Result of(IssuedToken token, TokenClaims claims, String key, Optional<InetAddress> source, Instant at) {
        Optional<String> bound = token.boundKey().or(claims::boundKey);
        if (bound.filter(other -> !other.equals(key)).isPresent()) {
            return Result.refused(
                    KeyStanding.FREE,
                    Kind.BOUND_ELSEWHERE,
                    false,
                    ErrorCode.AUTH_FAILED,
                    "the token " + claims.id() + " is bound to another key");
        }
        KeyStanding standing = bearers.of(claims.bearers(), InstanceId.ofThumbprint(key), at);
        boolean known = bound.isPresent() || standing.listed();
        if (token.state() == IssuedToken.State.REVOKED) {
            return Result.refused(standing, Kind.REVOKED, known, ErrorCode.REVOKED, "the token was revoked");
        }
        if (keys.find(token.keyId()).isEmpty()) { // one that is shown whole was verified under it
            return Result.refused(
                    standing,
                    Kind.KEY_DROPPED,
                    known,
                    ErrorCode.REVOKED,
                    "the token was revoked with the key that signed it");
        }
        switch (claims.at(at)) {
            case EXPIRED -> {
                return Result.refused(standing, Kind.EXPIRED, known, ErrorCode.EXPIRED, "the token has expired");
            }
            case NOT_YET -> {
                return Result.refused(
                        standing,
                        Kind.NOT_YET,
                        known,
                        ErrorCode.AUTH_FAILED,
                        "the token can't be used before " + claims.notBefore());
            }
            case VALID -> {}
        }
        if (standing.refuses()) {
            return Result.refused(standing, kind(standing), known, standing.refusal());
        }
        Optional<InetAddress> outside =
                source.filter(address -> !claims.bearers().admits(address));
        if (outside.isPresent()) {
            return Result.refused(
                    standing,
                    Kind.NETWORK,
                    known,
                    ErrorCode.AUTH_FAILED,
                    "the token may not be used from " + outside.get().getHostAddress());
        }
        return new Result(standing, Optional.empty());
    }

    private static Kind kind(KeyStanding standing) {
        return switch (standing.kind()) {
            case FREE, USABLE -> throw new IllegalStateException("nothing speaks against this key");
            case NOT_YET -> Kind.VALIDATION_NOT_YET;
            case EXPIRED -> Kind.VALIDATION_EXPIRED;
            case REMOVED -> Kind.VALIDATION_REMOVED;
            case STRANGER -> Kind.UNLISTED;
        };
    }
}
