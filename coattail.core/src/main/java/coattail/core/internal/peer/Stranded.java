// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.peer;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import coattail.core.internal.wire.Failure;
import coattail.core.internal.work.Timeout;
import coattail.core.internal.work.TimerWheel;

/**
 * The requests under idempotency keys whose connection was lost before the answer came: they wait for the next one.
 * Guarded by itself; no request is told anything while it is.
 */
final class Stranded {
    /**
     * Half of the time for which a peer keeps an outcome: sent again within that, a request is surely not a new one to
     * it, though some time passes until a loss is noticed.
     */
    private static final long LONGEST_MILLIS = 5 * 60_000;

    private final Links links;
    private final TimerWheel timers;
    /** By peer, in the order in which they came. */
    private final Map<String, Map<RoutedRequest, Timeout>> waiting = new HashMap<>();

    Stranded(Links links, TimerWheel timers) {
        this.links = links;
        this.timers = timers;
    }

    /**
     * Keeps a request until there is a connection, at the longest until it is due.
     *
     * @param lost the connection that it was on
     */
    void add(RoutedRequest request, Link lost, long deadlineMillis) {
        String peerId = lost.peerId();
        long until = Math.min(deadlineMillis, timers.now() + LONGEST_MILLIS);
        synchronized (this) {
            var timer = timers.schedule(until, () -> late(peerId, request));
            waiting.computeIfAbsent(peerId, id -> new LinkedHashMap<>()).put(request, timer);
        }
        links.toAsk(peerId)
                .filter(link -> link != lost && link.isUsable() && link.asking().granted())
                .ifPresent(this::resume);
    }

    /** A connection can be used for requests. */
    void resume(Link link) {
        take(link.peerId()).forEach(request -> request.resume(link));
    }

    /** There won't be a connection with a peer. */
    void fail(String peerId, Failure why) {
        take(peerId).forEach(request -> request.fail(why));
    }

    /** Nobody wants a request any more. */
    void remove(RoutedRequest request, String peerId) {
        taken(peerId, request);
    }

    private void late(String peerId, RoutedRequest request) {
        if (taken(peerId, request)) {
            request.giveUp();
        }
    }

    private synchronized boolean taken(String peerId, RoutedRequest request) {
        var ofPeer = waiting.get(peerId);
        var timer = ofPeer == null ? null : ofPeer.remove(request);
        if (timer == null) {
            return false;
        }
        timer.cancel();
        if (ofPeer.isEmpty()) {
            waiting.remove(peerId);
        }
        return true;
    }

    private synchronized List<RoutedRequest> take(String peerId) {
        var ofPeer = waiting.remove(peerId);
        if (ofPeer == null) {
            return List.of();
        }
        ofPeer.values().forEach(Timeout::cancel);
        return List.copyOf(ofPeer.keySet());
    }
}
