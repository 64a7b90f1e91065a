// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.testing;

import static coattail.core.internal.testing.InMemoryStore.toMillis;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

import coattail.core.spi.HeldToken;
import coattail.core.spi.PeerRecord;
import coattail.core.spi.Peers;
import coattail.core.spi.Secret;
import coattail.core.spi.StoreException;

final class InMemoryPeers implements Peers {
    private final Object lock;
    private final Consumer<String> removed;
    private final Map<String, PeerRecord> peers = new HashMap<>();

    /** @param removed told each peer that is removed, with the lock held */
    InMemoryPeers(Object lock, Consumer<String> removed) {
        this.lock = lock;
        this.removed = removed;
    }

    @Override
    public Optional<PeerRecord> find(String id) {
        synchronized (lock) {
            return Optional.ofNullable(peers.get(id));
        }
    }

    @Override
    public List<PeerRecord> list() {
        synchronized (lock) {
            return peers.values().stream()
                    .sorted(Comparator.comparing(PeerRecord::name))
                    .toList();
        }
    }

    @Override
    public void put(PeerRecord peer) {
        synchronized (lock) {
            if (peers.values().stream().anyMatch(p -> p.name().equals(peer.name()) && !p.id().equals(peer.id()))) {
                throw new StoreException("another peer has the name " + peer.name());
            }
            peers.put(peer.id(), copy(peer, peer.held(), peer.lastSeen()));
        }
    }

    @Override
    public void accepted(String id, Secret token, boolean accepted) {
        change(
                id,
                peer -> copy(
                        peer,
                        peer.held()
                                .map(held -> held.token().equals(token)
                                        ? new HeldToken(token, held.host(), held.port(), accepted)
                                        : held),
                        peer.lastSeen()));
    }

    @Override
    public void seen(String id, Instant when) {
        change(id, peer -> copy(peer, peer.held(), Optional.of(when)));
    }

    @Override
    public boolean remove(String id) {
        synchronized (lock) {
            removed.accept(id);
            return peers.remove(id) != null;
        }
    }

    private void change(String id, UnaryOperator<PeerRecord> change) {
        synchronized (lock) {
            peers.computeIfPresent(id, (key, peer) -> change.apply(peer));
        }
    }

    private static PeerRecord copy(PeerRecord peer, Optional<HeldToken> held, Optional<Instant> lastSeen) {
        return new PeerRecord(peer.id(), peer.name(), held, toMillis(peer.added()), toMillis(lastSeen));
    }
}
