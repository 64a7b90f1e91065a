// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.authority;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Stream;

import coattail.core.internal.token.Bearers;
import coattail.core.internal.token.Permissions;
import coattail.core.internal.token.TokenClaims;
import coattail.core.internal.token.Validity;

/**
 * What an accepted token allows on one connection, while it lasts. Permissions never change; that the grant has ended
 * is seen by every thread at once. Safe for use by several threads.
 */
public final class Grant implements Principal {
    @SuppressWarnings("UnnecessaryLambda") // its identity says that all were told
    private static final Consumer<Ending> TOLD = ending -> {};

    private final String tokenId;
    private final String peerId;
    private final Permissions permissions;
    private final SharedLimits limits;
    private final Bearers bearers;
    private final Optional<Instant> tokenEnds;
    private final Optional<Instant> expires;
    /** From when on it has ended by itself, and why: the token has, or what the key's right to it rests on. */
    private volatile Expiry expiry;

    private final AtomicReference<Ending> ending = new AtomicReference<>();
    private final AtomicReference<Consumer<Ending>> listener = new AtomicReference<>();

    private record Expiry(long millis, Ending ending) {}

    /** @param standing that of the peer's key, which may use the token */
    Grant(TokenClaims claims, String peerId, KeyStanding standing, SharedLimits limits) {
        this.tokenId = claims.id();
        this.peerId = requireNonNull(peerId, "peerId");
        this.permissions = claims.permissions();
        this.limits = requireNonNull(limits, "limits");
        this.bearers = claims.bearers();
        this.tokenEnds = claims.ends();
        this.expires = Stream.of(claims.expires(), standing.expires())
                .flatMap(Optional::stream)
                .min(Comparator.naturalOrder());
        restOn(standing);
    }

    /** Lasts as long as the token, and as the peer's key may use it, from now on. */
    void restOn(KeyStanding standing) {
        long token = millis(tokenEnds);
        long key = millis(standing.ends());
        expiry = key < token ? new Expiry(key, Ending.VALIDATION_EXPIRED) : new Expiry(token, Ending.EXPIRED);
    }

    private static long millis(Optional<Instant> time) {
        return time.map(Instant::toEpochMilli).orElse(Long.MAX_VALUE);
    }

    /** Who may use the token. */
    public Bearers bearers() {
        return bearers;
    }

    /** The token's id. */
    public String tokenId() {
        return tokenId;
    }

    /** The instance that proved itself and showed the token. */
    public String peerId() {
        return peerId;
    }

    public Permissions permissions() {
        return permissions;
    }

    /** The limits, and what is used of them, by all grants of the token together. */
    public SharedLimits limits() {
        return limits;
    }

    /**
     * When the token expires, or the right of the peer's key to use it, as it was when the grant was made; empty for
     * never. The grant ends {@link Validity#LEEWAY} later.
     */
    public Optional<Instant> expires() {
        return expires;
    }

    /** Why it has ended; empty while it lasts. */
    public Optional<Ending> ending() {
        return Optional.ofNullable(ending.get());
    }

    /**
     * Sets what to call when the grant ends while it is registered; at once if it has. It is called once, on the thread
     * that ends the grant or on this one, and must not block.
     *
     * @throws IllegalStateException if it was set before
     */
    public void whenEnded(Consumer<Ending> action) {
        requireNonNull(action, "action");
        if (listener.compareAndSet(null, action)) {
            return;
        }
        if (listener.get() != TOLD) {
            throw new IllegalStateException("this grant has a listener");
        }
        action.accept(ending.get());
    }

    /** Why it has ended by a time, in milliseconds since 1970, whether that was noticed before or not. */
    Optional<Ending> endingAt(long millis) {
        Ending seen = ending.get();
        if (seen != null) {
            return Optional.of(seen);
        }
        Expiry own = expiry;
        return millis >= own.millis() ? Optional.of(own.ending()) : Optional.empty();
    }

    /** @return whether it lasted until now */
    boolean end(Ending why) {
        return ending.compareAndSet(null, why);
    }

    /** Calls the listener, or has it called as soon as there is one. */
    void tell() {
        Consumer<Ending> action = listener.getAndSet(TOLD);
        if (action != null) {
            action.accept(ending.get());
        }
    }

    @Override
    public String toString() {
        return "Grant[" + tokenId + " to " + peerId + "]";
    }
}
