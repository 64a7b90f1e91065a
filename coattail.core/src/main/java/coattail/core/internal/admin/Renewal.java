// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.admin;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

import coattail.core.admin.AuthorityRule;
import coattail.core.admin.PeerOperation;
import coattail.core.admin.TokenRequest;
import coattail.core.internal.token.Bearers;
import coattail.core.internal.token.NameSet;
import coattail.core.internal.token.Network;
import coattail.core.internal.token.Permissions;
import coattail.core.internal.token.ValidationCodec;
import coattail.core.internal.token.Validity;
import coattail.core.spi.ValidationToken;
import coattail.core.spi.ValidationTokens;

/**
 * The token that would allow a peer one thing more. It takes the place of the one that the peer has, and so allows all
 * that this one does, as narrowly. Of one that was revoked it keeps what was narrow, and gives nothing back.
 */
final class Renewal {
    private static final Permissions NOTHING = new Permissions(NameSet.NONE, NameSet.NONE, NameSet.NONE, false, false);

    private final ValidationTokens validations;

    Renewal(ValidationTokens validations) {
        this.validations = requireNonNull(validations, "validations");
    }

    /**
     * What to issue.
     *
     * @param before the token whose place it takes, and whose terms it keeps; empty for none
     */
    record Terms(TokenRequest request, Optional<Weighed> before) {}

    /** @param weighed the tokens that concern the peer, what decides first; none allows what is wanted */
    Terms of(Question question, List<Weighed> weighed, Instant now) {
        var before = before(weighed);
        var request = request(question, before, now);
        // One more than fits: then it is a token for this alone.
        return fits(request)
                ? new Terms(request, before)
                : new Terms(request(question, Optional.empty(), now), Optional.empty());
    }

    private static Optional<Weighed> before(List<Weighed> weighed) {
        var own = weighed.stream()
                .filter(one -> one.claim() != Weighed.Claim.FIRST)
                .toList();
        return own.stream()
                .filter(Weighed::usable)
                .min(Weighed.LIKELIEST)
                .or(() -> own.stream()
                        .filter(one -> one.rule() != AuthorityRule.REVOKED)
                        .findFirst())
                .or(() -> own.stream().findFirst());
    }

    private TokenRequest request(Question question, Optional<Weighed> before, Instant now) {
        var claims = before.map(Weighed::claims);
        var kept = before.filter(one -> one.rule() != AuthorityRule.REVOKED)
                .map(one -> one.claims().permissions())
                .orElse(NOTHING);
        return new TokenRequest(
                names(question, PeerOperation.PERFORM, kept.performable()),
                names(question, PeerOperation.PUBLISH, kept.publishable()),
                names(question, PeerOperation.SUBSCRIBE, kept.subscribable()),
                before.map(one -> bearers(question, one, now)).orElse(List.of()),
                false,
                Optional.of(question.peer().name()),
                Duration.ZERO,
                claims.map(terms -> terms.expires().map(end -> Duration.between(terms.notBefore(), end)))
                        .orElse(Optional.of(TokenRequest.DEFAULT_LIFETIME)),
                kept.logs(),
                kept.trace(),
                claims.map(terms -> PermissionsView.of(terms).limits())
                        .orElse(coattail.core.admin.Permissions.Limits.DEFAULT));
    }

    private static List<String> names(Question question, PeerOperation operation, NameSet kept) {
        if (operation != question.operation() || kept.covers(question.name())) {
            return kept.entries();
        }
        var more = new ArrayList<>(kept.entries());
        more.add(question.name());
        return more;
    }

    /**
     * The networks, with the one where the peer is; and the peer's own validation tokens, if its right rests on them.
     */
    private List<String> bearers(Question question, Weighed before, Instant now) {
        var kept = before.claims().bearers();
        var entries = new ArrayList<String>();
        var own = validations.ofInstance(question.peer().id()).stream()
                .filter(token -> kept.validationTokens().contains(token.jti()))
                .filter(token -> token.state() == ValidationToken.State.ACTIVE)
                .flatMap(token -> ValidationCodec.find(token).stream())
                .filter(claims -> claims.at(now) != Validity.EXPIRED)
                .toList();
        if (own.stream().anyMatch(claims -> claims.at(now) == Validity.VALID)) {
            own.forEach(claims -> entries.add(Bearers.VALIDATION + claims.id()));
        }
        kept.networks().forEach(network -> entries.add(network.toString()));
        question.address()
                .filter(address -> !kept.admits(address))
                .ifPresent(address -> entries.add(Network.of(address).toString()));
        return entries;
    }

    private static boolean fits(TokenRequest request) {
        return List.<Function<TokenRequest, List<String>>>of(
                        TokenRequest::performable,
                        TokenRequest::publishable,
                        TokenRequest::subscribable,
                        TokenRequest::bearers)
                .stream()
                .allMatch(list -> list.apply(request).size() <= NameSet.MOST);
    }
}
