// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.authority;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import coattail.core.internal.token.Bearers;
import coattail.core.internal.token.Limits;
import coattail.core.internal.token.Permissions;
import coattail.core.internal.token.TestIssuer;
import coattail.core.internal.token.TokenId;
import coattail.core.internal.token.TokenIssuer;
import coattail.core.internal.token.TokenTerms;
import coattail.core.internal.token.ValidationClaims;
import coattail.core.internal.token.ValidationCodec;
import coattail.core.spi.ValidationToken;

/** An entrance with validation tokens, and tokens for the keys that those vouch for. */
class VouchedEntrance extends Entrance {
    static final Duration DAY = Duration.ofDays(1);

    private int ids;

    VouchedEntrance(Path folder) {
        super(folder);
    }

    /** What a validation token may be like. */
    enum Vouching {
        USABLE,
        FOR_EVER,
        NOT_YET,
        EXPIRED,
        REMOVED,
        UNKNOWN
    }

    TokenIssuer.Issued issue(List<String> entries) {
        return issue(Optional.empty(), entries);
    }

    TokenIssuer.Issued issue(Optional<String> boundTo, List<String> entries) {
        return issuer.issue(terms(boundTo, entries, TokenTerms.DEFAULT_LIFETIME));
    }

    static TokenTerms terms(Optional<String> boundTo, List<String> entries, Duration lifetime) {
        return new TokenTerms(
                boundTo,
                Bearers.of(entries, false),
                Permissions.DEFAULT,
                Limits.DEFAULT,
                Duration.ZERO,
                Optional.of(lifetime));
    }

    String vouch(byte[] key, Vouching like) {
        Instant now = issuer.now;
        return switch (like) {
            case USABLE -> vouch(key, now, Optional.of(now.plus(DAY.multipliedBy(100))));
            case FOR_EVER -> vouch(key, now, Optional.empty());
            case NOT_YET -> vouch(key, now.plus(DAY), Optional.of(now.plus(DAY.multipliedBy(100))));
            case EXPIRED -> vouch(key, now.minus(DAY), Optional.of(now.minusSeconds(60)));
            case REMOVED -> {
                String id = vouch(key, Vouching.USABLE);
                remove(id);
                yield id;
            }
            case UNKNOWN -> nextId();
        };
    }

    String vouch(byte[] key, Duration lifetime) {
        return vouch(key, issuer.now, Optional.of(issuer.now.plus(lifetime)));
    }

    /** Adds a validation token for a key. */
    String vouch(byte[] key, Instant from, Optional<Instant> until) {
        var claims = new ValidationClaims(TestIssuer.encode(key), nextId(), issuer.now, from, until);
        issuer.store
                .validationTokens()
                .add(new ValidationToken(
                        claims.id(),
                        claims.instanceId(),
                        ValidationCodec.write(claims),
                        ValidationToken.State.ACTIVE,
                        issuer.now));
        return claims.id();
    }

    private String nextId() {
        byte[] id = new byte[16];
        id[0] = (byte) (ids >> 8);
        id[1] = (byte) ids++;
        return TokenId.of(id);
    }

    void remove(String id) {
        issuer.store.validationTokens().remove(id, List.of(), List.of());
    }
}
