// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.instance;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import coattail.core.spi.AuditHeads;
import coattail.core.spi.IssuedToken;
import coattail.core.spi.IssuedTokens;
import coattail.core.spi.Peers;
import coattail.core.spi.Schema;
import coattail.core.spi.Store;
import coattail.core.spi.Subscribers;
import coattail.core.spi.Subscriptions;
import coattail.core.spi.ValidationTokens;

/** A store that can take its time to accept a token. */
record SlowStore(Store store, SlowTokens tokens) implements Store {
    SlowStore(Store store) {
        this(store, new SlowTokens(store.tokens()));
    }

    void pause() {
        tokens.gate = new CountDownLatch(1);
    }

    void resume() {
        tokens.gate.countDown();
    }

    @Override
    public Optional<String> owner() {
        return store.owner();
    }

    @Override
    public void claim(String instanceId) {
        store.claim(instanceId);
    }

    @Override
    public ValidationTokens validationTokens() {
        return store.validationTokens();
    }

    @Override
    public Peers peers() {
        return store.peers();
    }

    @Override
    public Subscriptions subscriptions() {
        return store.subscriptions();
    }

    @Override
    public Subscribers subscribers() {
        return store.subscribers();
    }

    @Override
    public AuditHeads audit() {
        return store.audit();
    }

    @Override
    public Schema schema() {
        return store.schema();
    }

    static final class SlowTokens implements IssuedTokens {
        private final IssuedTokens tokens;
        private volatile CountDownLatch gate = new CountDownLatch(0);

        SlowTokens(IssuedTokens tokens) {
            this.tokens = tokens;
        }

        @Override
        public Optional<IssuedToken> use(String jti, String key, boolean bind, Instant now) {
            try {
                if (!gate.await(TestInstance.SECONDS, TimeUnit.SECONDS)) {
                    throw new AssertionError("never resumed");
                }
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            return tokens.use(jti, key, bind, now);
        }

        @Override
        public void add(IssuedToken token) {
            tokens.add(token);
        }

        @Override
        public Optional<IssuedToken> find(String jti) {
            return tokens.find(jti);
        }

        @Override
        public List<IssuedToken> list() {
            return tokens.list();
        }

        @Override
        public boolean revoke(String jti) {
            return tokens.revoke(jti);
        }

        @Override
        public void noteAccepted(String jti, String key) {
            tokens.noteAccepted(jti, key);
        }

        @Override
        public boolean wasAccepted(String jti, String key) {
            return tokens.wasAccepted(jti, key);
        }

        @Override
        public List<IssuedToken> signedBy(String keyId) {
            return tokens.signedBy(keyId);
        }

        @Override
        public List<String> revokeSignedBy(String keyId) {
            return tokens.revokeSignedBy(keyId);
        }
    }
}
