// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.peer;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

import coattail.api.ErrorCode;

/**
 * Which connections there are, by the proven id of the peer, and which of them serves a pair: the newest that isn't leaving. Safe
 * for use by several threads; nothing here blocks or calls a link under a lock.
 */
public final class Links {
    private final String ownId;
    private final Map<String, List<Link>> byPeer = new ConcurrentHashMap<>();
    private final Set<Link> all = ConcurrentHashMap.newKeySet();
    private volatile boolean leaving;

    public Links(String ownId) {
        this.ownId = requireNonNull(ownId, "ownId");
    }

    /** A connection was opened; it isn't proven yet. One that comes when this instance leaves is too late. */
    void opened(Link link) {
        all.add(link);
        if (leaving) {
            link.connection().abort();
        }
    }

    /** The peer of a connection has proven who it is. Connections with a process of it that is no more have to go. */
    void proven(Link link) {
        byPeer.compute(link.peerId(), (id, links) -> {
            var after = links == null ? new ArrayList<Link>() : new ArrayList<>(links);
            after.add(link);
            return after;
        });
        for (var older : older(link)) {
            if (!older.boot().equals(link.boot())) {
                older.close(ErrorCode.DUPLICATE, "the peer has restarted");
            }
        }
    }

    /**
     * A connection can be used now. It takes the place of older ones, if this side has the smaller id: were both sides to decide,
     * each might end the one that the other keeps.
     */
    void usable(Link link) {
        if (ownId.compareTo(link.peerId()) < 0) {
            older(link).forEach(older -> older.leave(ErrorCode.DUPLICATE, "a newer connection serves this pair"));
        }
    }

    private List<Link> older(Link link) {
        var links = byPeer.getOrDefault(link.peerId(), List.of());
        return links.subList(0, Math.max(0, links.indexOf(link)));
    }

    /** The connection is over, or is about to be. */
    void gone(Link link, boolean closed) {
        if (closed) {
            all.remove(link);
            synchronized (all) {
                all.notifyAll();
            }
        }
        if (link.peerId() != null) {
            byPeer.computeIfPresent(link.peerId(), (id, links) -> {
                var after = new ArrayList<>(links);
                after.remove(link);
                return after.isEmpty() ? null : after;
            });
        }
    }

    /** The connection that serves a peer: the newest that can be used, or else the newest. */
    public Optional<Link> of(String peerId) {
        var links = byPeer.getOrDefault(peerId, List.of());
        for (int i = links.size() - 1; i >= 0; i--) {
            if (links.get(i).isUsable()) {
                return Optional.of(links.get(i));
            }
        }
        return links.isEmpty() ? Optional.empty() : Optional.of(links.get(links.size() - 1));
    }

    /** Takes leave of all peers and waits until the connections are closed; those that take longer are cut. */
    public void leave(long millis) {
        leaving = true;
        all.forEach(Link::stop);
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        try {
            synchronized (all) {
                for (long left = end - System.nanoTime(); !all.isEmpty() && left > 0; left = end - System.nanoTime()) {
                    TimeUnit.NANOSECONDS.timedWait(all, left);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        all.forEach(link -> link.connection().abort());
    }

    /** All connections, those that are being opened or are leaving included. */
    public Collection<Link> all() {
        return List.copyOf(all);
    }
}
