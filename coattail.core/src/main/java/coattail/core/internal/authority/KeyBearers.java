// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.authority;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import coattail.core.internal.authority.KeyStanding.Kind;
import coattail.core.internal.token.Bearers;
import coattail.core.internal.token.ValidationClaims;
import coattail.core.internal.token.ValidationCodec;
import coattail.core.internal.token.Validity;
import coattail.core.spi.ValidationToken;
import coattail.core.spi.ValidationTokens;

/**
 * Knows which keys the validation tokens stand for that a token lists. Where a token lists any, only their keys may use
 * it. Blocks on the store. Safe for use by several threads.
 */
public final class KeyBearers {
    private final ValidationTokens validationTokens;
    private final Grants grants;
    private final InstantSource clock;

    public KeyBearers(ValidationTokens validationTokens, Grants grants, InstantSource clock) {
        this.validationTokens = requireNonNull(validationTokens, "validationTokens");
        this.grants = requireNonNull(grants, "grants");
        this.clock = requireNonNull(clock, "clock");
    }

    /**
     * How the key of an instance stands to a token's bearers now.
     *
     * @throws coattail.core.spi.StoreException if the database fails
     */
    public KeyStanding of(Bearers bearers, String instanceId) {
        return of(bearers, instanceId, clock.instant());
    }

    /** The same at a time, as far as can be known now. */
    KeyStanding of(Bearers bearers, String instanceId, Instant at) {
        if (bearers.validationTokens().isEmpty()) {
            return KeyStanding.FREE;
        }
        return standing(
                validationTokens.ofInstance(instanceId).stream()
                        .filter(token -> bearers.validationTokens().contains(token.jti())),
                at);
    }

    /**
     * How the keys for which a token is stand now: that of the one that may use it, or comes nearest to it.
     *
     * @throws coattail.core.spi.StoreException if the database fails
     */
    public KeyStanding best(Bearers bearers) {
        return bearers.validationTokens().isEmpty()
                ? KeyStanding.FREE
                : standing(
                        bearers.validationTokens().stream().flatMap(id -> validationTokens.find(id).stream()),
                        clock.instant());
    }

    /**
     * Whether any key may use a token, now or later, as far as its validation tokens say.
     *
     * @param gone the id of a validation token that doesn't count any more
     * @throws coattail.core.spi.StoreException if the database fails
     */
    public boolean reachAnyone(Bearers bearers, String gone) {
        return bearers.validationTokens().isEmpty()
                || lasts(bearers.validationTokens().stream()
                        .filter(id -> !id.equals(gone))
                        .flatMap(id -> validationTokens.find(id).stream()));
    }

    /**
     * Whether the key of an instance may use a token, now or later, as far as its validation tokens say.
     *
     * @param gone the id of a validation token that doesn't count any more
     * @throws coattail.core.spi.StoreException if the database fails
     */
    public boolean reach(Bearers bearers, String instanceId, String gone) {
        return bearers.validationTokens().isEmpty()
                || lasts(validationTokens.ofInstance(instanceId).stream()
                        .filter(token -> bearers.validationTokens().contains(token.jti()))
                        .filter(token -> !token.jti().equals(gone)));
    }

    private boolean lasts(Stream<ValidationToken> tokens) {
        var kind = standing(tokens, clock.instant()).kind();
        return kind == Kind.USABLE || kind == Kind.NOT_YET;
    }

    /**
     * Judges the grants of an instance anew. Call it when it is committed that a validation token of that instance was
     * removed; by one thread at a time. Grants that rest on none any more end at once, the others last as long as what
     * they rest on now.
     *
     * @return how many were ended
     * @throws coattail.core.spi.StoreException if the database fails; then all that rest on validation tokens have
     *     ended
     */
    public int reconsider(String instanceId) {
        var endings = new LinkedHashMap<Grant, Ending>();
        try {
            for (Grant grant : grants.ofPeer(instanceId)) {
                var standing = of(grant.bearers(), instanceId);
                if (standing.refuses()) {
                    endings.put(grant, standing.ending());
                } else {
                    grant.restOn(standing);
                }
            }
        } catch (RuntimeException e) {
            resting(instanceId).forEach(grant -> endings.put(grant, Ending.VALIDATION_REMOVED));
            grants.end(endings);
            throw e;
        }
        return grants.end(endings);
    }

    /** On how many connections a validation token is what an instance's right to a token may rest on. */
    public int connections(ValidationToken token) {
        return (int) resting(token.instanceId())
                .filter(grant -> grant.bearers().validationTokens().contains(token.jti()))
                .count();
    }

    private Stream<Grant> resting(String instanceId) {
        return grants.ofPeer(instanceId).stream()
                .filter(grant -> !grant.bearers().validationTokens().isEmpty());
    }

    private static KeyStanding standing(Stream<ValidationToken> tokens, Instant now) {
        var lasting = new ArrayList<ValidationClaims>();
        var kinds = EnumSet.noneOf(Kind.class);
        tokens.forEach(token -> {
            if (token.state() == ValidationToken.State.REMOVED) {
                kinds.add(Kind.REMOVED);
                return;
            }
            // One that can't be read is nobody's.
            ValidationCodec.find(token).ifPresent(claims -> {
                kinds.add(kind(claims, now));
                lasting.add(claims);
            });
        });
        Kind best = kinds.stream().min(Comparator.naturalOrder()).orElse(Kind.STRANGER);
        return best == Kind.USABLE ? new KeyStanding(best, until(lasting, now)) : KeyStanding.of(best);
    }

    private static Kind kind(ValidationClaims claims, Instant now) {
        return switch (claims.at(now)) {
            case VALID -> Kind.USABLE;
            case NOT_YET -> Kind.NOT_YET;
            case EXPIRED -> Kind.EXPIRED;
        };
    }

    /** Until when there is always one that can be used: where one takes over from another, the right to it goes on. */
    private static Optional<Instant> until(List<ValidationClaims> tokens, Instant now) {
        Instant at = now;
        Optional<Instant> end = Optional.empty();
        while (true) {
            Instant reached = at;
            var next = tokens.stream()
                    .filter(claims -> claims.at(reached) == Validity.VALID)
                    .toList();
            if (next.isEmpty()) {
                return end;
            }
            if (next.stream().anyMatch(claims -> claims.expires().isEmpty())) {
                return Optional.empty();
            }
            var last = next.stream()
                    .max(Comparator.comparing(claims -> claims.expires().orElseThrow()))
                    .orElseThrow();
            end = last.expires();
            at = last.ends().orElseThrow();
        }
    }
}
