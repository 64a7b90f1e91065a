// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.testing;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

import coattail.core.spi.AuditHead;
import coattail.core.spi.AuditHeads;
import coattail.core.spi.IssuedTokens;
import coattail.core.spi.Peers;
import coattail.core.spi.Schema;
import coattail.core.spi.Store;
import coattail.core.spi.StoreException;
import coattail.core.spi.Subscribers;
import coattail.core.spi.Subscriptions;
import coattail.core.spi.ValidationTokens;

/**
 * A store that keeps everything in memory and passes the same contract as those on disk. Safe for use by several
 * threads.
 */
public final class InMemoryStore implements Store {
    private final InMemorySubscribers subscribers;
    private final InMemoryTokens tokens;
    private final InMemoryValidationTokens validationTokens;
    private final InMemorySubscriptions subscriptions;
    private final InMemoryPeers peers;
    private final Heads heads = new Heads();
    private String owner;

    public InMemoryStore() {
        // All share one lock, since some operations concern two of them.
        subscribers = new InMemorySubscribers(this, this::isActive);
        tokens = new InMemoryTokens(this, subscribers::deleteUnder);
        validationTokens = new InMemoryValidationTokens(this, tokens::revoke, subscribers::deleteUnder);
        subscriptions = new InMemorySubscriptions(this, this::isKnown);
        peers = new InMemoryPeers(this, subscriptions::deleteAt);
    }

    @Override
    public synchronized Optional<String> owner() {
        return Optional.ofNullable(owner);
    }

    @Override
    public synchronized void claim(String instanceId) {
        if (owner != null && !owner.equals(instanceId)) {
            throw new StoreException("the database belongs to " + owner + ", not to " + instanceId);
        }
        owner = instanceId;
    }

    @Override
    public IssuedTokens tokens() {
        return tokens;
    }

    @Override
    public ValidationTokens validationTokens() {
        return validationTokens;
    }

    @Override
    public Peers peers() {
        return peers;
    }

    @Override
    public Subscriptions subscriptions() {
        return subscriptions;
    }

    @Override
    public Subscribers subscribers() {
        return subscribers;
    }

    @Override
    public AuditHeads audit() {
        return heads;
    }

    @Override
    public Schema schema() {
        return new Schema() {
            @Override
            public State state() {
                return new State("memory", 1, 1, 0);
            }

            @Override
            public State migrate() {
                return state();
            }
        };
    }

    private boolean isActive(String jti) {
        return tokens.isActive(jti);
    }

    private boolean isKnown(String peerId) {
        return peers.find(peerId).isPresent();
    }

    private final class Heads implements AuditHeads {
        private Optional<AuditHead> last = Optional.empty();

        @Override
        public Optional<AuditHead> find() {
            synchronized (InMemoryStore.this) {
                return last;
            }
        }

        @Override
        public void put(AuditHead head) {
            synchronized (InMemoryStore.this) {
                last = Optional.of(head);
            }
        }
    }

    static Instant toMillis(Instant time) {
        return time.truncatedTo(ChronoUnit.MILLIS);
    }

    static Optional<Instant> toMillis(Optional<Instant> time) {
        return time.map(InMemoryStore::toMillis);
    }
}
