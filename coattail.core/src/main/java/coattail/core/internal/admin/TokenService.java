// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.admin;

import static java.util.Objects.requireNonNull;

import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

import coattail.api.CoattailException;
import coattail.api.ErrorCode;
import coattail.core.admin.NewToken;
import coattail.core.admin.TokenAdmin;
import coattail.core.admin.TokenExplanation;
import coattail.core.admin.TokenIssuerStatus;
import coattail.core.admin.TokenRequest;
import coattail.core.admin.TokenStatus;
import coattail.core.internal.authority.Grants;
import coattail.core.internal.authority.KeyBearers;
import coattail.core.internal.identity.InstanceId;
import coattail.core.internal.peer.Directory;
import coattail.core.internal.publish.Hub;
import coattail.core.internal.token.Limits;
import coattail.core.internal.token.NameSet;
import coattail.core.internal.token.Permissions;
import coattail.core.internal.token.StoredClaims;
import coattail.core.internal.token.TokenClaims;
import coattail.core.internal.token.TokenIssuer;
import coattail.core.internal.token.TokenTerms;
import coattail.core.internal.token.Validity;
import coattail.core.internal.wire.Failure;
import coattail.core.spi.IssuedToken;
import coattail.core.spi.IssuedTokens;

/** The tokens that this instance issues. */
public final class TokenService implements TokenAdmin {
    private static final String REVOKED = "the token was revoked by its issuer";

    private final TokenIssuer issuer;
    private final IssuedTokens store;
    private final Grants grants;
    private final Hub hub;
    private final Directory directory;
    private final ValidationBook validations;
    private final KeyBearers bearers;
    private final TokenExplainer explainer;
    private final InstanceFacts facts;
    private final InstantSource clock;

    public TokenService(
            TokenIssuer issuer,
            IssuedTokens store,
            Grants grants,
            Hub hub,
            Directory directory,
            ValidationBook validations,
            KeyBearers bearers,
            TokenExplainer explainer,
            InstanceFacts facts,
            InstantSource clock) {
        this.issuer = requireNonNull(issuer, "issuer");
        this.store = requireNonNull(store, "store");
        this.grants = requireNonNull(grants, "grants");
        this.hub = requireNonNull(hub, "hub");
        this.directory = requireNonNull(directory, "directory");
        this.validations = requireNonNull(validations, "validations");
        this.bearers = requireNonNull(bearers, "bearers");
        this.explainer = requireNonNull(explainer, "explainer");
        this.facts = requireNonNull(facts, "facts");
        this.clock = requireNonNull(clock, "clock");
    }

    @Override
    public NewToken issue(TokenRequest request) {
        var address = facts.advertised();
        return Translated.of(() -> {
            var issued = issuer.issue(terms(request), address.host(), address.port());
            return new NewToken(
                    status(issued.kept(), issued.claims()), issued.token().reveal());
        });
    }

    private TokenTerms terms(TokenRequest request) {
        var limits = request.limits();
        var instances = new LinkedHashSet<String>();
        var bearers = validations.bearers(request.bearers(), request.anyone(), instances);
        return new TokenTerms(
                boundTo(request, instances),
                bearers,
                new Permissions(
                        NameSet.of(request.performable()),
                        NameSet.of(request.publishable()),
                        NameSet.of(request.subscribable()),
                        request.logs(),
                        request.trace()),
                new Limits(
                        limits.rate(),
                        limits.burst(),
                        limits.concurrency(),
                        limits.subscriptions(),
                        limits.maxMessage()),
                request.notBefore(),
                request.lifetime());
    }

    /**
     * @param instances those whose validation tokens are among the bearers: if it is one, the token is bound to its key
     */
    private Optional<String> boundTo(TokenRequest request, Set<String> instances) {
        var wanted =
                request.boundTo().map(peer -> PeerNames.resolve(directory, peer).id());
        if (wanted.isPresent() && !instances.isEmpty() && !instances.equals(Set.of(wanted.get()))) {
            throw new CoattailException(
                    ErrorCode.BAD_INPUT,
                    "a token is bound to one peer or lists the validation tokens of others, not both; leave out one");
        }
        return wanted.or(() -> instances.size() == 1 ? instances.stream().findFirst() : Optional.empty());
    }

    @Override
    public List<TokenStatus> list() {
        return Translated.of(() -> store.list().stream().map(this::status).toList());
    }

    @Override
    public TokenStatus show(String token) {
        return Translated.of(() -> status(resolve(token)));
    }

    @Override
    public TokenStatus revoke(String token) {
        return Translated.of(() -> {
            var issued = resolve(token);
            revoke(issued, () -> {});
            return status(store.find(issued.jti()).orElse(issued));
        });
    }

    /**
     * The state is committed first, and then acted upon: a grant that is being made meanwhile sees it.
     *
     * @param revoked told once it is committed, unless it was revoked before; must not throw
     */
    void revoke(IssuedToken issued, Runnable revoked) {
        if (store.revoke(issued.jti())) {
            revoked.run();
        }
        grants.end(issued.jti(), ErrorCode.REVOKED, REVOKED);
        hub.tokenEnded(issued.jti(), Failure.of(ErrorCode.REVOKED, REVOKED));
    }

    /** The tokens that an instance may use, whoever else may. */
    List<IssuedToken> usableBy(String instanceId) {
        return usableBy(
                instanceId,
                usable(token -> isFor(instanceId, token) || token.boundKey().isEmpty()));
    }

    /** @param usable the tokens that can be used, by whomever */
    List<IssuedToken> usableBy(String instanceId, List<IssuedToken> usable) {
        return usable.stream()
                .filter(token -> isFor(instanceId, token) || (isShared(token) && reaches(instanceId, token)))
                .toList();
    }

    /** Whether a token is bound to the key of this instance alone, or was issued for it. */
    private static boolean isFor(String instanceId, IssuedToken token) {
        String key = InstanceId.thumbprintOf(instanceId);
        return token.boundKey().map(key::equals).orElse(token.subject().equals(instanceId));
    }

    /** Whether a token is for several keys, so that to revoke it would hit others as well. */
    static boolean isShared(IssuedToken token) {
        return token.boundKey().isEmpty()
                && StoredClaims.find(token)
                        .filter(claims -> !claims.bearers().validationTokens().isEmpty())
                        .isPresent();
    }

    private boolean reaches(String instanceId, IssuedToken token) {
        return StoredClaims.find(token)
                .filter(claims -> bearers.reach(claims.bearers(), instanceId, ""))
                .isPresent();
    }

    /** The tokens that can be used, now or later; read once, for questions about many instances. */
    List<IssuedToken> usable() {
        return usable(token -> true);
    }

    /** Claims are parsed last, and of few: a store has many tokens that have ended, or are bound to others. */
    private List<IssuedToken> usable(Predicate<IssuedToken> wanted) {
        var now = clock.instant();
        return store.list().stream()
                .filter(token -> token.state() == IssuedToken.State.ACTIVE)
                .filter(token -> !Validity.isOver(token.expires(), now))
                .filter(wanted)
                .filter(this::reachesAnyone)
                .toList();
    }

    /** Also where it can't be read whom it reaches: what may be usable has to be revoked with its peer. */
    private boolean reachesAnyone(IssuedToken token) {
        return StoredClaims.find(token)
                .map(claims -> bearers.reachAnyone(claims.bearers(), ""))
                .orElse(true);
    }

    private IssuedToken resolve(String jtiOrPrefix) {
        var exact = store.find(jtiOrPrefix);
        if (exact.isPresent()) {
            return exact.get();
        }
        var matches = jtiOrPrefix.isEmpty()
                ? List.<IssuedToken>of()
                : store.list().stream()
                        .filter(token -> token.jti().startsWith(jtiOrPrefix))
                        .toList();
        if (matches.size() == 1) {
            return matches.get(0);
        }
        throw new CoattailException(
                ErrorCode.BAD_INPUT,
                matches.isEmpty()
                        ? "no token '" + jtiOrPrefix + "' was issued here; 'token list' shows those there are"
                        : "'" + jtiOrPrefix + "' fits " + matches.size() + " tokens; give more of the id");
    }

    @Override
    public TokenIssuerStatus issuer() {
        return new TokenIssuerStatus(
                facts.id(),
                facts.name(),
                facts.publicKey(),
                facts.fingerprint(),
                facts.advertised().toString(),
                facts.signingKey());
    }

    @Override
    public TokenExplanation explain(String token) {
        return Translated.of(() -> explainer.explain(token.strip(), this::status));
    }

    private TokenStatus status(IssuedToken token) {
        return StoredClaims.find(token)
                .map(claims -> status(token, claims))
                .orElseGet(() -> TokenView.ofUnreadable(token, connections(token), directory, clock.instant()));
    }

    private TokenStatus status(IssuedToken token, TokenClaims claims) {
        return TokenView.of(
                token,
                claims,
                bearers.reachAnyone(claims.bearers(), ""),
                connections(token),
                directory,
                clock.instant());
    }

    private int connections(IssuedToken token) {
        return grants.ofToken(token.jti()).size();
    }
}
