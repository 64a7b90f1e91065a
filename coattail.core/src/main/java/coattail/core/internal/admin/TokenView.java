// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.admin;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import coattail.core.admin.Permissions;
import coattail.core.admin.TokenStatus;
import coattail.core.internal.identity.InstanceId;
import coattail.core.internal.peer.Directory;
import coattail.core.internal.token.TokenClaims;
import coattail.core.internal.token.Validity;
import coattail.core.spi.IssuedToken;
import coattail.core.spi.PeerRecord;

/** A token, as operators see it. */
final class TokenView {
    private TokenView() {}

    /**
     * One that was issued here.
     *
     * @param reachesAnyone whether a key may use it, as far as the validation tokens say that it lists
     */
    static TokenStatus of(
            IssuedToken token,
            TokenClaims claims,
            boolean reachesAnyone,
            int connections,
            Directory directory,
            Instant now) {
        var inTime = reachesAnyone ? state(claims, now) : TokenStatus.State.EXPIRED;
        return of(
                claims,
                token.state() == IssuedToken.State.REVOKED ? TokenStatus.State.REVOKED : inTime,
                token.boundKey(),
                token.lastUsed(),
                connections,
                directory);
    }

    /** One that was issued here, and of which nobody can read what it allows. */
    static TokenStatus ofUnreadable(IssuedToken token, int connections, Directory directory, Instant now) {
        var inTime = Validity.isOver(token.expires(), now) ? TokenStatus.State.EXPIRED : TokenStatus.State.UNREADABLE;
        var bound = token.boundKey().map(InstanceId::ofThumbprint);
        return new TokenStatus(
                token.jti(),
                token.state() == IssuedToken.State.REVOKED ? TokenStatus.State.REVOKED : inTime,
                token.subject(),
                bound,
                bound.flatMap(directory::find).map(PeerRecord::name),
                List.of(),
                "",
                new Permissions(
                        List.of(),
                        List.of(),
                        List.of(),
                        false,
                        false,
                        Permissions.Limits.DEFAULT,
                        token.issued(),
                        token.expires()),
                token.issued(),
                token.lastUsed(),
                connections);
    }

    /** One of which nothing is known but what it says itself. */
    static TokenStatus of(TokenClaims claims, Directory directory, Instant now) {
        return of(claims, state(claims, now), claims.boundKey(), Optional.empty(), 0, directory);
    }

    private static TokenStatus of(
            TokenClaims claims,
            TokenStatus.State state,
            Optional<String> boundKey,
            Optional<Instant> lastUsed,
            int connections,
            Directory directory) {
        var bound = boundKey.map(InstanceId::ofThumbprint);
        return new TokenStatus(
                claims.id(),
                state,
                claims.subject(),
                bound,
                bound.flatMap(directory::find).map(PeerRecord::name),
                claims.bearers().entries(),
                new Address(claims.host(), claims.port()).toString(),
                PermissionsView.of(claims),
                claims.issued(),
                lastUsed,
                connections);
    }

    private static TokenStatus.State state(TokenClaims claims, Instant now) {
        return switch (claims.at(now)) {
            case VALID -> TokenStatus.State.VALID;
            case NOT_YET -> TokenStatus.State.NOT_YET_VALID;
            case EXPIRED -> TokenStatus.State.EXPIRED;
        };
    }
}
