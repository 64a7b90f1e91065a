// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.authority;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

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
    private final Optional<Instant> expires;
    private final long endMillis;
    private final AtomicReference<Ending> ending = new AtomicReference<>();
    private final AtomicReference<Consumer<Ending>> listener = new AtomicReference<>();

    Grant(TokenClaims claims, String peerId, SharedLimits limits) {
        this.tokenId = claims.id();
        this.peerId = requireNonNull(peerId, "peerId");
        this.permissions = claims.permissions();
        this.limits = requireNonNull(limits, "limits");
        this.expires = claims.expires();
        this.endMillis = claims.ends().map(Instant::toEpochMilli).orElse(Long.MAX_VALUE);
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

    /** When the token expires, empty for never. The grant ends {@link Validity#LEEWAY} later. */
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
        if (seen == null && millis >= endMillis) {
            seen = Ending.EXPIRED;
        }
        return Optional.ofNullable(seen);
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
