// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.admin;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import coattail.core.admin.AuthorityRule;
import coattail.core.internal.admin.Weighed.Claim;
import coattail.core.internal.authority.Examination;
import coattail.core.internal.authority.Grant;
import coattail.core.internal.authority.Grants;
import coattail.core.internal.authority.Objection;
import coattail.core.internal.token.StoredClaims;
import coattail.core.internal.token.TokenClaims;
import coattail.core.internal.token.Validity;
import coattail.core.spi.IssuedToken;
import coattail.core.spi.IssuedTokens;

/** Weighs the tokens that were issued here for what a peer wants to do. Looks at all of them. */
final class Weighing {
    private final Examination examination;
    private final IssuedTokens store;
    private final Grants grants;

    Weighing(Examination examination, IssuedTokens store, Grants grants) {
        this.examination = requireNonNull(examination, "examination");
        this.store = requireNonNull(store, "store");
        this.grants = requireNonNull(grants, "grants");
    }

    /**
     * What was found.
     *
     * @param weighed the tokens that concern the peer, what decides first
     * @param unreadable the ids of those that may, and hold, and whose claims can't be read
     */
    record Found(List<Weighed> weighed, List<String> unreadable) {}

    Found of(Question question, Instant now) {
        var inUse =
                grants.ofPeer(question.peer().id()).stream().map(Grant::tokenId).collect(Collectors.toSet());
        var weighed = new ArrayList<Weighed>();
        var unreadable = new ArrayList<String>();
        for (IssuedToken token : store.list()) {
            var claims = StoredClaims.find(token);
            claims.flatMap(read -> of(question, token, read, inUse, now)).ifPresent(weighed::add);
            if (claims.isEmpty() && mayConcern(question, token, now)) {
                unreadable.add(token.jti());
            }
        }
        weighed.sort(Weighed.NEAREST);
        return new Found(weighed, unreadable);
    }

    private static boolean mayConcern(Question question, IssuedToken token, Instant now) {
        return token.state() == IssuedToken.State.ACTIVE
                && !Validity.isOver(token.expires(), now)
                && token.boundKey().map(question.key()::equals).orElse(true);
    }

    private Optional<Weighed> of(
            Question question, IssuedToken token, TokenClaims claims, Set<String> inUse, Instant now) {
        var examined = examination.of(token, claims, question.key(), question.address(), now);
        boolean used = inUse.contains(token.jti());
        boolean covers = question.isCoveredBy(claims.permissions());
        boolean holds = examined.objection().isEmpty() && covers;
        return claim(question, token, claims, examined)
                // What may be somebody else's concerns this peer where it uses it, or could do by it what it wants to.
                .filter(claim -> claim == Claim.OWN || holds || (claim == Claim.ANYONE && used))
                .map(claim -> new Weighed(
                        token,
                        claims,
                        claim,
                        examined.objection().isEmpty(),
                        covers,
                        examined.objection().map(Weighing::rule).orElseGet(() -> rule(question, claims, covers)),
                        used));
    }

    private static Optional<Claim> claim(
            Question question, IssuedToken token, TokenClaims claims, Examination.Result examined) {
        Optional<String> bound = token.boundKey().or(claims::boundKey);
        if (bound.isPresent()) {
            return bound.filter(question.key()::equals).map(key -> Claim.OWN);
        }
        if (!claims.bearers().validationTokens().isEmpty()) {
            return examined.standing().listed() ? Optional.of(Claim.OWN) : Optional.empty();
        }
        return Optional.of(claims.bearers().anyone() ? Claim.ANYONE : Claim.FIRST);
    }

    private static AuthorityRule rule(Objection objection) {
        return switch (objection.kind()) {
            case BOUND_ELSEWHERE, UNLISTED -> AuthorityRule.NO_TOKEN;
            case REVOKED, KEY_DROPPED -> AuthorityRule.REVOKED;
            case EXPIRED -> AuthorityRule.EXPIRED;
            case NOT_YET -> AuthorityRule.NOT_YET_VALID;
            case VALIDATION_NOT_YET -> AuthorityRule.VALIDATION_NOT_YET_VALID;
            case VALIDATION_EXPIRED -> AuthorityRule.VALIDATION_EXPIRED;
            case VALIDATION_REMOVED -> AuthorityRule.VALIDATION_REMOVED;
            case NETWORK -> AuthorityRule.NETWORK;
        };
    }

    private static AuthorityRule rule(Question question, TokenClaims claims, boolean covers) {
        var entries = question.names(claims.permissions()).entries();
        if (covers) {
            return entries.contains(question.name()) ? AuthorityRule.NAMED : AuthorityRule.WILDCARD;
        }
        return entries.contains("*") ? AuthorityRule.RESERVED : AuthorityRule.NOT_NAMED;
    }
}
