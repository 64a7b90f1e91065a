// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.testing;

import static coattail.core.internal.testing.InMemoryStore.toMillis;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

import coattail.core.spi.IssuedToken;
import coattail.core.spi.IssuedToken.State;
import coattail.core.spi.IssuedTokens;
import coattail.core.spi.StoreException;

final class InMemoryTokens implements IssuedTokens {
    private final Object lock;
    private final Consumer<String> revoked;
    private final Map<String, IssuedToken> tokens = new LinkedHashMap<>();
    private final Set<List<String>> accepted = new HashSet<>();

    /** @param revoked told each token that is revoked, with the lock held */
    InMemoryTokens(Object lock, Consumer<String> revoked) {
        this.lock = lock;
        this.revoked = revoked;
    }

    @Override
    public void add(IssuedToken token) {
        synchronized (lock) {
            if (tokens.containsKey(token.jti())) {
                throw new StoreException("there is a token " + token.jti() + " already");
            }
            tokens.put(token.jti(), copy(token, token.boundKey(), token.state(), token.lastUsed()));
        }
    }

    @Override
    public Optional<IssuedToken> find(String jti) {
        synchronized (lock) {
            return Optional.ofNullable(tokens.get(jti)).map(InMemoryTokens::copy);
        }
    }

    @Override
    public List<IssuedToken> list() {
        synchronized (lock) {
            var list = new ArrayList<>(
                    tokens.values().stream().map(InMemoryTokens::copy).toList());
            Collections.reverse(list);
            list.sort(Comparator.comparing(IssuedToken::issued).reversed());
            return List.copyOf(list);
        }
    }

    @Override
    public Optional<IssuedToken> use(String jti, String key, boolean bind, Instant now) {
        synchronized (lock) {
            var token = tokens.get(jti);
            if (token != null
                    && token.state() == State.ACTIVE
                    && token.boundKey().orElse(key).equals(key)) {
                var bound = bind ? Optional.of(key) : token.boundKey();
                tokens.put(jti, copy(token, bound, State.ACTIVE, Optional.of(now)));
            }
            return find(jti);
        }
    }

    @Override
    public boolean revoke(String jti) {
        synchronized (lock) {
            if (!isActive(jti)) {
                return false;
            }
            var token = tokens.get(jti);
            tokens.put(jti, copy(token, token.boundKey(), State.REVOKED, token.lastUsed()));
            revoked.accept(jti);
            return true;
        }
    }

    @Override
    public void noteAccepted(String jti, String key) {
        synchronized (lock) {
            if (tokens.containsKey(jti)) {
                accepted.add(List.of(jti, key));
            }
        }
    }

    @Override
    public boolean wasAccepted(String jti, String key) {
        synchronized (lock) {
            return accepted.contains(List.of(jti, key));
        }
    }

    @Override
    public List<IssuedToken> signedBy(String keyId) {
        return list().stream().filter(token -> token.keyId().equals(keyId)).toList();
    }

    @Override
    public List<String> revokeSignedBy(String keyId) {
        synchronized (lock) {
            return signedBy(keyId).stream()
                    .map(IssuedToken::jti)
                    .filter(this::revoke)
                    .toList();
        }
    }

    boolean isActive(String jti) {
        synchronized (lock) {
            var token = tokens.get(jti);
            return token != null && token.state() == State.ACTIVE;
        }
    }

    private static IssuedToken copy(IssuedToken token) {
        return copy(token, token.boundKey(), token.state(), token.lastUsed());
    }

    private static IssuedToken copy(IssuedToken token, Optional<String> key, State state, Optional<Instant> lastUsed) {
        return new IssuedToken(
                token.jti(),
                token.claims(),
                token.digest().clone(),
                token.keyId(),
                token.subject(),
                key,
                state,
                toMillis(token.issued()),
                toMillis(token.expires()),
                toMillis(lastUsed));
    }
}
