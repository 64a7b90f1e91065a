// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.testing;

import static coattail.core.internal.testing.InMemoryStore.toMillis;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

import coattail.core.spi.StoreException;
import coattail.core.spi.ValidationToken;
import coattail.core.spi.ValidationToken.State;
import coattail.core.spi.ValidationTokens;

final class InMemoryValidationTokens implements ValidationTokens {
    private final Object lock;
    private final Consumer<String> revoke;
    private final BiConsumer<String, String> deleteSubscribers;
    private final Map<String, ValidationToken> tokens = new LinkedHashMap<>();

    /**
     * @param revoke revokes an issued token, with the lock held
     * @param deleteSubscribers deletes the subscriptions under a token that are an instance's, with the lock held
     */
    InMemoryValidationTokens(Object lock, Consumer<String> revoke, BiConsumer<String, String> deleteSubscribers) {
        this.lock = lock;
        this.revoke = revoke;
        this.deleteSubscribers = deleteSubscribers;
    }

    @Override
    public boolean add(ValidationToken token) {
        synchronized (lock) {
            var known = tokens.get(token.jti());
            if (known != null && !known.claims().equals(token.claims())) {
                throw new StoreException("there is another validation token " + token.jti());
            }
            if (known != null && known.state() == State.ACTIVE) {
                return false;
            }
            tokens.put(token.jti(), copy(token, State.ACTIVE, toMillis(token.added())));
            return true;
        }
    }

    @Override
    public Optional<ValidationToken> find(String jti) {
        synchronized (lock) {
            return Optional.ofNullable(tokens.get(jti));
        }
    }

    @Override
    public List<ValidationToken> ofInstance(String instanceId) {
        return list().stream()
                .filter(token -> token.instanceId().equals(instanceId))
                .toList();
    }

    @Override
    public List<ValidationToken> list() {
        synchronized (lock) {
            var list = new ArrayList<>(tokens.values());
            Collections.reverse(list);
            list.sort(Comparator.comparing(ValidationToken::added).reversed());
            return List.copyOf(list);
        }
    }

    @Override
    public boolean remove(String jti, Collection<String> lost, Collection<String> revoked) {
        synchronized (lock) {
            var token = tokens.get(jti);
            if (token == null || token.state() == State.REMOVED) {
                return false;
            }
            tokens.put(jti, copy(token, State.REMOVED, token.added()));
            revoked.forEach(revoke);
            lost.forEach(issued -> deleteSubscribers.accept(issued, token.instanceId()));
            return true;
        }
    }

    private static ValidationToken copy(ValidationToken token, State state, Instant added) {
        return new ValidationToken(token.jti(), token.instanceId(), token.claims(), state, added);
    }
}
