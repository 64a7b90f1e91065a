// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.token;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;
import java.util.function.Supplier;

import coattail.core.internal.identity.TokenKey;
import coattail.core.internal.identity.TokenKeys;

/**
 * The keys that sign this instance's tokens, and those under which tokens verify. Safe for use by several threads.
 *
 * <p>While a key is exchanged nothing is signed, so that whoever then looks which tokens the old one has signed finds
 * all of them. This lock comes before any of the store.
 */
public final class KeyRing implements VerifyingKeys {
    private final TokenKeys keys;
    private final ReadWriteLock lock = new ReentrantReadWriteLock();

    public KeyRing(TokenKeys keys) {
        this.keys = requireNonNull(keys, "keys");
    }

    /** Does something with the key that signs; it stays that one until this returns. */
    <T> T signing(Function<TokenKey, T> work) {
        return under(lock.readLock(), () -> work.apply(keys.current()));
    }

    /** Does something to the keys while nothing is being signed. */
    public <T> T exchanging(Supplier<T> work) {
        return under(lock.writeLock(), work);
    }

    private static <T> T under(Lock held, Supplier<T> work) {
        held.lock();
        try {
            return work.get();
        } finally {
            held.unlock();
        }
    }

    @Override
    public Optional<byte[]> find(String keyId) {
        return keys.find(keyId);
    }
}
