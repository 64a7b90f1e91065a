// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.admin;

import java.time.Instant;
import java.util.Comparator;

import coattail.core.admin.AuthorityRule;
import coattail.core.internal.token.TokenClaims;
import coattail.core.spi.IssuedToken;

/**
 * A token, and what it is to a peer that wants to do something.
 *
 * @param claim why it concerns the peer
 * @param usable whether nothing speaks against the peer's using it
 * @param covers whether it allows what is wanted, to whoever may use it
 * @param rule what decides
 * @param inUse whether the peer uses it on an open connection
 */
record Weighed(
        IssuedToken token,
        TokenClaims claims,
        Claim claim,
        boolean usable,
        boolean covers,
        AuthorityRule rule,
        boolean inUse) {

    /** What the peer uses, or is likeliest to use, first. */
    static final Comparator<Weighed> LIKELIEST = Comparator.<Weighed, Boolean>comparing(one -> !one.inUse())
            .thenComparing(one -> one.token().lastUsed().orElse(Instant.EPOCH), Comparator.reverseOrder())
            .thenComparing(one -> one.token().issued(), Comparator.reverseOrder());

    /** What comes nearest to allowing it first: where one thing is missing before where two are. */
    static final Comparator<Weighed> NEAREST = Comparator.<Weighed>comparingInt(Weighed::missing)
            .thenComparing(one -> one.missing() == 0 ? AuthorityRule.NAMED : one.rule())
            .thenComparing(LIKELIEST);

    /** Why a token concerns a peer. */
    enum Claim {
        /** It is bound to its key, or lists a validation token of it. */
        OWN,
        /** It is for whoever has it. */
        ANYONE,
        /** It is for whoever uses it first. */
        FIRST
    }

    String id() {
        return token.jti();
    }

    private int missing() {
        return (usable ? 0 : 1) + (covers ? 0 : 1);
    }

    /** Whether the peer may do by it what it wants to; not by one that anybody may take. */
    boolean allows() {
        return usable && covers && claim != Claim.FIRST;
    }
}
