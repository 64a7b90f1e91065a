// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.peer;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import coattail.api.ErrorCode;
import coattail.core.internal.wire.Id16;

/**
 * Which connections there are, by the proven id of the peer, and which of them serves a pair. Safe for use by several
 * threads; nothing here blocks.
 */
public final class Links {
    private static final Logger LOG = LoggerFactory.getLogger(Links.class);
    /** More than ever meet where two dial one another, those that are leaving included. */
    private static final int MOST_OF_A_PEER = 8;

    private final String ownId;
    private final Map<String, List<Link>> byPeer = new ConcurrentHashMap<>();
    /** By number, for the order of a set by identity differs from run to run, and a simulation's must not. */
    private final Map<Long, Link> all = new ConcurrentHashMap<>();

    private final Boots boots;
    private final AtomicLong numbers = new AtomicLong();
    private volatile boolean leaving;

    /** @param clock in milliseconds */
    public Links(String ownId, LongSupplier clock) {
        this.ownId = requireNonNull(ownId, "ownId");
        this.boots = new Boots(clock);
    }

    /** A number that no other connection has. */
    long number() {
        return numbers.incrementAndGet();
    }

    /** A connection was opened; it isn't proven yet. One that comes when this instance leaves is too late. */
    void opened(Link link) {
        all.put(link.number(), link);
        if (leaving) {
            link.connection().abort();
        }
    }

    /**
     * Whether a connection may serve a peer that has just proven who it is.
     *
     * @param boot names the process at its other end
     * @return why not, for both sides; empty if it may
     */
    Optional<String> refusal(Link link, String peerId, Id16 boot) {
        var links = byPeer.getOrDefault(peerId, List.of());
        var serving = links.isEmpty()
                ? Optional.<Id16>empty()
                : Optional.of(links.get(links.size() - 1).boot());
        var admission = boots.admit(peerId, boot, serving);
        if (admission == Boots.Admission.ADMITTED) {
            return Optional.empty();
        }
        if (admission == Boots.Admission.REFUSED_FIRST) {
            LOG.warn(
                    "{}: {}. That one is at {}, the other at {}",
                    peerId,
                    Boots.TWO_PROCESSES,
                    LinkStatus.address(link),
                    LinkStatus.address(links.get(links.size() - 1)));
        }
        return Optional.of(Boots.TWO_PROCESSES);
    }

    /** What an operator should know of a peer, although it is connected; empty if all is well. */
    Optional<String> trouble(String peerId) {
        return boots.trouble(peerId);
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
        var open = all.values().stream()
                .filter(other -> link.peerId().equals(other.peerId()))
                .toList();
        if (open.size() > MOST_OF_A_PEER) {
            open.stream()
                    .min(Comparator.comparingLong(Link::openedMillis))
                    .ifPresent(oldest -> oldest.close(ErrorCode.DUPLICATE, "too many connections of one peer"));
        }
    }

    /**
     * What the connections of a peer can be used for has changed. A newer one takes the place of an older one once it
     * can be used for the same, if this side has the smaller id: were both sides to decide, each might end the one that
     * the other keeps.
     */
    void settle(String peerId) {
        if (ownId.compareTo(peerId) >= 0) {
            return;
        }
        var links = byPeer.getOrDefault(peerId, List.of());
        for (int i = 0; i < links.size(); i++) {
            var older = links.get(i);
            if (links.subList(i + 1, links.size()).stream().anyMatch(newer -> newer.replaces(older))) {
                older.leave(ErrorCode.DUPLICATE, "a newer connection serves this pair");
            }
        }
    }

    private List<Link> older(Link link) {
        var links = byPeer.getOrDefault(link.peerId(), List.of());
        return links.subList(0, Math.max(0, links.indexOf(link)));
    }

    /** The connection is over, or is about to be. */
    void gone(Link link, boolean closed) {
        if (closed) {
            all.remove(link.number());
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

    /**
     * The connection to ask a peer on: the newest on which it has accepted a token, or else on which it is looking at
     * one, or else the newest that can be used.
     */
    Optional<Link> toAsk(String peerId) {
        return toAsk(byPeer.getOrDefault(peerId, List.of()));
    }

    /** Does something with each connection of a peer that isn't leaving. */
    void forEach(String peerId, Consumer<Link> action) {
        byPeer.getOrDefault(peerId, List.of()).forEach(action);
    }

    /** Has somebody directed to the connection to ask a peer on, in the order in which that changes. Must not block. */
    void direct(String peerId, Consumer<Optional<Link>> use) {
        byPeer.compute(peerId, (id, links) -> {
            use.accept(toAsk(links == null ? List.of() : links));
            return links;
        });
    }

    private static Optional<Link> toAsk(List<Link> links) {
        Link expected = null;
        Link usable = null;
        for (int i = links.size() - 1; i >= 0; i--) {
            var link = links.get(i);
            if (link.isUsable() && link.asking().granted()) {
                return Optional.of(link);
            }
            if (expected == null && !link.isLeaving() && link.asking().expected()) {
                expected = link;
            }
            if (usable == null && link.isUsable()) {
                usable = link;
            }
        }
        return Optional.ofNullable(expected == null ? usable : expected);
    }

    /** Begins to take leave of all peers. */
    public void leave() {
        leaving = true;
        all.values().forEach(Link::stop);
    }

    /** Waits until the connections are closed, once it has begun to leave; those that take longer are cut. */
    public void awaitGone(long millis) {
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
        all.values().forEach(link -> link.connection().abort());
    }

    /** All connections, those that are being opened or are leaving included. */
    public Collection<Link> all() {
        return List.copyOf(all.values());
    }
}
