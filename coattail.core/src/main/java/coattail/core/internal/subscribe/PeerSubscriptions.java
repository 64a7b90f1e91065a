// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.subscribe;

import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.IntFunction;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import coattail.api.CoattailException;
import coattail.api.ErrorCode;
import coattail.api.Overflow;
import coattail.core.admin.SubscriptionStatus;
import coattail.core.internal.memory.ByteBudget;
import coattail.core.internal.session.SessionEvents;
import coattail.core.internal.wire.Failure;
import coattail.core.internal.wire.Id16;
import coattail.core.internal.wire.Message;
import coattail.core.internal.work.Serial;
import coattail.core.internal.work.Timeout;
import coattail.core.spi.StoreException;
import coattail.core.spi.Subscription;

/**
 * This instance's subscriptions at one peer. Everything that changes them runs in one queue, on workers, so that
 * requests leave in the order in which what they ask for was stored. Events don't pass through here.
 */
final class PeerSubscriptions {
    private static final Logger LOG = LoggerFactory.getLogger(PeerSubscriptions.class);
    private static final long ANSWER_MILLIS = 30_000;

    private record Key(String action, String receiver) {}

    private final String peerId;
    private final Setting setting;
    private final ByteBudget.Share account;
    private final Retries retries;
    private final Serial queue;
    private final Map<Key, Inlet> inlets = new ConcurrentHashMap<>();

    /** What follows belongs to the queue. {@code null} while there is no connection with a grant. */
    private PublisherLink link;

    private long attempts;
    private boolean stopped;

    PeerSubscriptions(String peerId, Setting setting) {
        this.peerId = peerId;
        this.setting = setting;
        this.account = setting.budget().share(peerId);
        this.retries = new Retries(setting.random());
        this.queue = new Serial(
                setting.workers(), failure -> LOG.error("A change of the subscriptions at {} failed", peerId, failure));
    }

    /** Adds what is stored. To be called before anything else. */
    void load(Subscription row) {
        var key = new Key(row.action(), row.receiver());
        inlets.put(key, new Inlet(this, source(key), new Wish(setting.store(), row, true)));
    }

    CompletionStage<Void> subscribe(String action, String receiver, Overflow overflow) {
        return stage(done -> {
            if (link == null) {
                throw new CoattailException(
                        ErrorCode.NOT_CONNECTED,
                        "not connected with " + setting.names().apply(peerId).name());
            }
            if (!setting.reception().receivers().offered(receiver)) {
                throw new CoattailException(ErrorCode.NO_SUCH_RECEIVER, "there is no receiver '" + receiver + "' here");
            }
            inlets.computeIfAbsent(new Key(action, receiver), this::inlet).want(overflow, done);
        });
    }

    private Inlet inlet(Key key) {
        return new Inlet(this, source(key), new Wish(setting.store(), row(key), false));
    }

    private Subscription row(Key key) {
        return new Subscription(
                new Id16(setting.random().nextLong(), setting.random().nextLong()).toString(),
                peerId,
                key.action(),
                key.receiver(),
                Overflow.DROP_OLDEST,
                Subscription.State.WANTED,
                "",
                setting.wall().instant().truncatedTo(ChronoUnit.MILLIS));
    }

    CompletionStage<Void> unsubscribe(String action, String receiver) {
        return stage(done -> {
            var inlet = inlets.get(new Key(action, receiver));
            if (inlet == null || !inlet.wish().stored()) {
                throw new CoattailException(
                        ErrorCode.NO_SUCH_SUBSCRIPTION,
                        "'" + receiver + "' isn't subscribed to '" + action + "' of "
                                + setting.names().apply(peerId).name());
            }
            inlet.drop();
            if (link == null) {
                done.complete(null);
            } else {
                sendUnsubscribe(inlet, told -> done.complete(null));
            }
        });
    }

    /** Ends all there are, also where the publisher can't be told. */
    @SuppressWarnings("FutureReturnValueIgnored") // what runs then answers for itself
    CompletionStage<SubscriptionBook.Ended> endAll() {
        return stage(done -> {
            var all = List.copyOf(inlets.values());
            int wanted = (int) all.stream()
                    .map(Inlet::wish)
                    .filter(wish -> wish.stored() && wish.wanted())
                    .count();
            for (Inlet inlet : all) {
                if (inlet.wish().stored()) {
                    inlet.drop();
                }
            }
            var told = CompletableFuture.completedFuture(link != null || all.isEmpty());
            if (link != null) {
                for (Inlet inlet : all) {
                    told = told.thenCombine(unsubscribed(inlet), Boolean::logicalAnd);
                }
            }
            told.thenAccept(knows -> finish(done, () -> {
                for (Inlet inlet : all) {
                    setting.store().delete(inlet.wish().row().id());
                    inlet.forget();
                }
                done.complete(new SubscriptionBook.Ended(wanted, knows));
            }));
        });
    }

    /** A connection has a grant now, or another one: says all that is wanted, and what isn't any more. */
    void linked(PublisherLink next) {
        run(() -> use(next));
    }

    private void use(PublisherLink next) {
        link = next;
        inlets.values().stream()
                .sorted(Comparator.comparing((Inlet inlet) -> inlet.wish().row().created())
                        .thenComparing(inlet -> inlet.wish().row().id()))
                .forEach(Inlet::linked);
        sweep();
    }

    void moved(PublisherLink next) {
        run(() -> {
            if (link != next) {
                use(next);
            }
        });
    }

    void unlinked(PublisherLink gone) {
        run(() -> {
            if (link == gone) {
                link = null;
            }
        });
    }

    void receiverCame(String receiver) {
        run(() -> inletsOf(receiver).forEach(Inlet::receiverCame));
    }

    void receiverGone(String receiver) {
        run(() -> inletsOf(receiver).forEach(Inlet::receiverGone));
    }

    private List<Inlet> inletsOf(String receiver) {
        return inlets.values().stream()
                .filter(inlet -> inlet.source().receiver().equals(receiver))
                .toList();
    }

    /** The last word of a reconciliation: what wasn't named on this connection isn't wanted. */
    private void sweep() {
        var on = link;
        send(grant -> new Message.Unsubscribe(grant, Optional.empty()), () -> retries.succeeded(now()), failure -> {
            LOG.info("{} didn't take the end of the reconciliation: {}", peerId, failure.code());
            if (StreamEnd.of(failure.code()) == StreamEnd.TRY_AGAIN) {
                later(retries.failed(now(), failure.retryMillis()), () -> {
                    if (link == on) {
                        sweep();
                    }
                });
            }
        });
    }

    /** Tells the publisher that a subscription has ended. */
    void sendUnsubscribe(Inlet inlet) {
        sendUnsubscribe(inlet, taken -> {});
    }

    private CompletableFuture<Boolean> unsubscribed(Inlet inlet) {
        var over = new CompletableFuture<Boolean>();
        sendUnsubscribe(inlet, over::complete);
        return over;
    }

    /** @param over told whether the publisher has taken it */
    private void sendUnsubscribe(Inlet inlet, Consumer<Boolean> over) {
        var id = Optional.of(Id16.parse(inlet.wish().row().id()));
        send(
                grant -> new Message.Unsubscribe(grant, id),
                () -> {
                    inlet.ended();
                    over.accept(true);
                },
                failure -> {
                    inlet.notEnded(failure);
                    over.accept(false);
                });
    }

    /** Sends a request; what comes of it is handled in the queue. */
    private void send(IntFunction<Message.Request> request, Runnable answered, Consumer<Failure> failed) {
        link.open(request, now() + ANSWER_MILLIS, new SessionEvents.ResponseListener() {
            @Override
            public void answered(Message answer) {
                run(answered);
            }

            @Override
            public void failed(Failure failure) {
                run(() -> failed.accept(failure));
            }
        });
    }

    List<SubscriptionStatus> statuses() {
        return inlets.values().stream()
                .filter(inlet -> inlet.wish().stored())
                .map(Inlet::status)
                .toList();
    }

    void stop() {
        run(() -> {
            stopped = true;
            inlets.values().forEach(Inlet::stop);
        });
    }

    Setting setting() {
        return setting;
    }

    /** {@code null} while there is none. */
    PublisherLink link() {
        return link;
    }

    long nextAttempt() {
        return ++attempts;
    }

    long now() {
        return setting.reception().timers().now();
    }

    /** @param before whether the subscription is older than this process */
    Intake intake(Source source, boolean before) {
        return new Intake(source, setting.reception(), account, before);
    }

    private Source source(Key key) {
        return new Source(peerId, key.action(), key.receiver(), setting.names());
    }

    void remove(Inlet inlet) {
        inlets.remove(new Key(inlet.source().action(), inlet.source().receiver()), inlet);
    }

    Timeout later(long millis, Runnable task) {
        return setting.reception().timers().schedule(now() + millis, () -> run(task));
    }

    /** Has a change made when those before it have been. */
    void run(Runnable change) {
        try {
            queue.execute(() -> {
                if (!stopped) {
                    change.run();
                }
            });
        } catch (RejectedExecutionException e) {
            LOG.debug("Nothing changes at {} any more: the instance stops", peerId);
        }
    }

    private <T> CompletionStage<T> stage(Consumer<CompletableFuture<T>> change) {
        var done = new CompletableFuture<T>();
        finish(done, () -> change.accept(done));
        return done;
    }

    /** Makes a change; where that fails, so does the stage. */
    private void finish(CompletableFuture<?> done, Runnable change) {
        try {
            queue.execute(() -> {
                if (stopped) {
                    done.completeExceptionally(stopping());
                    return;
                }
                try {
                    change.run();
                } catch (CoattailException e) {
                    done.completeExceptionally(e);
                } catch (StoreException e) {
                    LOG.error("The subscriptions at {} could not be stored", peerId, e);
                    done.completeExceptionally(new CoattailException(
                            ErrorCode.INTERNAL, "the subscription could not be stored; the log says why", null, e));
                } catch (RuntimeException e) {
                    done.completeExceptionally(e);
                    throw e;
                }
            });
        } catch (RejectedExecutionException e) {
            done.completeExceptionally(stopping());
        }
    }

    private static CoattailException stopping() {
        return new CoattailException(ErrorCode.UNAVAILABLE, "the instance is stopping");
    }
}
