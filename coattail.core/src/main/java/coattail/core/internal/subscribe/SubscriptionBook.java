// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.subscribe;

import static java.util.Objects.requireNonNull;

import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.random.RandomGenerator;

import coattail.api.InstanceRef;
import coattail.api.Overflow;
import coattail.core.admin.SubscriptionStatus;
import coattail.core.internal.memory.ByteBudget;
import coattail.core.internal.trace.Chronicle;
import coattail.core.internal.work.TimerWheel;
import coattail.core.spi.StoreException;
import coattail.core.spi.Subscriptions;

/**
 * What this instance is subscribed to at its peers (docs/delivery.md). Its own store is the truth: at each new
 * connection the publisher is told what is wanted and what isn't.
 *
 * <p>Safe for use by several threads. No method but {@link #load} blocks. Stages complete on workers, and with a
 * {@link coattail.api.CoattailException} where something failed.
 */
public final class SubscriptionBook {
    private final Subscriptions store;
    private final Setting setting;
    private final Map<String, PeerSubscriptions> peers = new ConcurrentHashMap<>();

    /**
     * @param timers with the clock of deadlines
     * @param random draws the ids of subscriptions, and waiting times; safe for use by several threads
     * @param workers where the store is used and stages complete
     * @param threads where receivers run
     * @param budget out of which events are kept that wait for their receiver
     * @param names how this instance calls another
     * @param chronicle is told of each delivery
     */
    public SubscriptionBook(
            Subscriptions store,
            Receivers receivers,
            DeliveryContexts contexts,
            TimerWheel timers,
            InstantSource wall,
            RandomGenerator random,
            Executor workers,
            HandlerThreads threads,
            ByteBudget budget,
            Function<String, InstanceRef> names,
            Chronicle chronicle) {
        this.store = requireNonNull(store, "store");
        this.setting = new Setting(
                store,
                new Reception(
                        requireNonNull(receivers, "receivers"),
                        requireNonNull(contexts, "contexts"),
                        requireNonNull(threads, "threads"),
                        requireNonNull(timers, "timers"),
                        new Turnstiles(),
                        requireNonNull(chronicle, "chronicle")),
                requireNonNull(wall, "wall"),
                requireNonNull(random, "random"),
                requireNonNull(workers, "workers"),
                requireNonNull(budget, "budget"),
                requireNonNull(names, "names"));
    }

    /**
     * Reads what is stored. Blocks. To be called once, before anything else, with the receivers there that are there.
     *
     * @throws StoreException if the database fails
     */
    public void load() {
        store.list().forEach(row -> at(row.peerId()).load(row));
    }

    /**
     * Subscribes a receiver of this instance to a peer's action; where it is subscribed already, with this policy from
     * now on. Complete once the peer has agreed and the subscription is stored. Refused, or without a connection
     * (NOT_CONNECTED), nothing is stored.
     */
    public CompletionStage<Void> subscribe(String peerId, String action, String receiver, Overflow overflow) {
        requireNonNull(overflow, "overflow");
        return at(peerId).subscribe(action, receiver, overflow);
    }

    /**
     * Ends a subscription: nothing is delivered any more from the moment at which that is stored. Complete once the
     * peer knows, or at once where it can't be told now; then it is at the next contact. NO_SUCH_SUBSCRIPTION if there
     * is none.
     */
    public CompletionStage<Void> unsubscribe(String peerId, String action, String receiver) {
        return at(peerId).unsubscribe(action, receiver);
    }

    /**
     * What the end of all subscriptions at a peer came to.
     *
     * @param subscriptions how many there were
     * @param told whether the peer knows
     */
    public record Ended(int subscriptions, boolean told) {}

    /** Ends all subscriptions at a peer, also where it can't be told, since it is about to be forgotten. */
    public CompletionStage<Ended> endAll(String peerId) {
        return at(peerId).endAll();
    }

    /**
     * Tells of a connection to a peer on which this instance has a grant, once its tokens are answered, and again for
     * each that is accepted later. What was said on another connection to that peer is said again on this one.
     */
    public void linked(String peerId, PublisherLink link) {
        at(peerId).linked(requireNonNull(link, "link"));
    }

    /** Tells on which of several connections to a peer this instance asks now; nothing new for the one it has. */
    public void moved(String peerId, PublisherLink link) {
        at(peerId).moved(requireNonNull(link, "link"));
    }

    /** Tells that a connection is gone, or has no grant any more. Its streams have been told themselves. */
    public void unlinked(String peerId, PublisherLink link) {
        // Strangers come and go as well: nothing is kept of those at whom there is no subscription.
        var peer = peers.get(peerId);
        if (peer != null) {
            peer.unlinked(link);
        }
    }

    /** How many peers something is kept of. */
    int peers() {
        return peers.size();
    }

    /** Tells that there is a receiver of a name now, or another one. */
    public void receiverCame(String receiver) {
        peers.values().forEach(peer -> peer.receiverCame(receiver));
    }

    /** Tells that there is no receiver of a name any more. */
    public void receiverGone(String receiver) {
        peers.values().forEach(peer -> peer.receiverGone(receiver));
    }

    /** What this instance is subscribed to, in the order in which it was made. */
    public List<SubscriptionStatus> snapshot() {
        return peers.values().stream()
                .flatMap(peer -> peer.statuses().stream())
                .sorted(Comparator.comparing(SubscriptionStatus::created).thenComparing(SubscriptionStatus::id))
                .toList();
    }

    /**
     * Delivers nothing any more, and interrupts receivers that run, since the instance stops. Nothing is told to any
     * peer.
     */
    public void stop() {
        peers.values().forEach(PeerSubscriptions::stop);
    }

    private PeerSubscriptions at(String peerId) {
        return peers.computeIfAbsent(requireNonNull(peerId, "peerId"), id -> new PeerSubscriptions(id, setting));
    }
}
