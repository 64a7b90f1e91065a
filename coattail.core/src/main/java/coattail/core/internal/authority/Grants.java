// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.authority;

import static java.util.Objects.requireNonNull;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import coattail.api.ErrorCode;
import coattail.core.internal.token.TokenClaims;

/**
 * The grants that are alive, by token. Safe for use by several threads.
 *
 * <p>Its lock is held for look-ups only, never while a listener or a store is called.
 */
public final class Grants {
    private static final Logger LOG = LoggerFactory.getLogger(Grants.class);

    private final InstantSource clock;
    private final LongSupplier nanos;
    private final Object lock = new Object();
    private final Map<String, Set<Grant>> byToken = new HashMap<>();
    private final Map<String, SharedLimits> limits = new HashMap<>();

    /** @param nanos as {@link System#nanoTime()} */
    public Grants(InstantSource clock, LongSupplier nanos) {
        this.clock = requireNonNull(clock, "clock");
        this.nanos = requireNonNull(nanos, "nanos");
    }

    /** Makes a grant and registers it. */
    Grant register(TokenClaims claims, String peerId, KeyStanding standing) {
        synchronized (lock) {
            SharedLimits shared = limits.computeIfAbsent(claims.id(), id -> new SharedLimits(claims.limits(), nanos));
            var grant = new Grant(claims, peerId, standing, shared);
            byToken.computeIfAbsent(claims.id(), id -> new LinkedHashSet<>()).add(grant);
            return grant;
        }
    }

    /** Forgets a grant whose connection is gone; nobody is told. Does nothing if it isn't registered. */
    public void release(Grant grant) {
        synchronized (lock) {
            remove(grant);
        }
    }

    /**
     * Ends all grants of a token at once. Call it when the token's new state is committed: a grant that is being made
     * meanwhile finds that state.
     *
     * @param code REVOKED or EXPIRED
     * @param reason one line for both sides
     * @return how many were ended
     */
    public int end(String tokenId, ErrorCode code, String reason) {
        return end(Set.of(tokenId), code, reason);
    }

    /** Ends all grants of some tokens at once, likewise. */
    public int end(Collection<String> tokenIds, ErrorCode code, String reason) {
        var why = new Ending(code, reason);
        var endings = new LinkedHashMap<Grant, Ending>();
        tokenIds.forEach(id -> ofToken(id).forEach(grant -> endings.put(grant, why)));
        return end(endings);
    }

    /** Ends one grant, since another has taken its place; nothing if it has ended. */
    public void replace(Grant grant) {
        end(Map.of(grant, Ending.REPLACED));
    }

    /**
     * Ends the grants whose tokens have expired, or the validation tokens that the right to use them rests on. To be
     * called every second or so; the gate doesn't wait for it.
     */
    public int expire() {
        long now = clock.millis();
        var expired = new LinkedHashMap<Grant, Ending>();
        synchronized (lock) {
            for (Set<Grant> grants : byToken.values()) {
                for (Grant grant : grants) {
                    grant.endingAt(now).ifPresent(why -> expired.put(grant, why));
                }
            }
            limits.entrySet()
                    .removeIf(entry -> !byToken.containsKey(entry.getKey())
                            && entry.getValue().isAtRest());
        }
        return end(expired);
    }

    /** The grants of a token. */
    public List<Grant> ofToken(String tokenId) {
        synchronized (lock) {
            return List.copyOf(byToken.getOrDefault(tokenId, Set.of()));
        }
    }

    /** The grants of an instance. */
    public List<Grant> ofPeer(String peerId) {
        synchronized (lock) {
            return byToken.values().stream()
                    .flatMap(Collection::stream)
                    .filter(grant -> grant.peerId().equals(peerId))
                    .toList();
        }
    }

    /** Ends some grants, each for its reason. */
    int end(Map<Grant, Ending> endings) {
        var ended = new ArrayList<Grant>();
        endings.forEach((grant, why) -> { // all flags first: what a listener does must not keep another grant alive
            if (grant.end(why)) {
                ended.add(grant);
            }
        });
        for (Grant grant : ended) {
            release(grant);
        }
        for (Grant grant : ended) {
            try {
                grant.tell();
            } catch (RuntimeException e) {
                LOG.error("{} has ended, but its connection could not be told", grant, e);
            }
        }
        return ended.size();
    }

    private void remove(Grant grant) {
        Set<Grant> grants = byToken.get(grant.tokenId());
        if (grants == null || !grants.remove(grant) || !grants.isEmpty()) {
            return;
        }
        byToken.remove(grant.tokenId());
        if (grant.limits().isAtRest()) {
            limits.remove(grant.tokenId());
        }
    }
}
