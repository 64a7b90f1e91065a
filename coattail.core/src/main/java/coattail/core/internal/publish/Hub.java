// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.publish;

import static java.util.Objects.requireNonNull;

import java.time.InstantSource;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

import coattail.api.CoattailException;
import coattail.api.ErrorCode;
import coattail.api.InstanceRef;
import coattail.core.admin.SubscriberStatus;
import coattail.core.internal.memory.ByteBudget;
import coattail.core.internal.wire.Body;
import coattail.core.internal.wire.Failure;
import coattail.core.internal.wire.Id16;
import coattail.core.internal.wire.Message;
import coattail.core.internal.wire.Trace;
import coattail.core.internal.work.TimerWheel;
import coattail.core.internal.work.ToTheEnd;
import coattail.core.spi.StoreException;
import coattail.core.spi.Subscriber;
import coattail.core.spi.Subscribers;

/**
 * Who is subscribed to this instance, and the handing round of what it publishes (docs/delivery.md).
 *
 * <p>Safe for use by several threads. Publishing doesn't block. What changes subscriptions writes to the store first,
 * so it blocks and belongs on a worker; that the requests of one subscriber are handled in the order in which they came
 * is the caller's to see to.
 */
public final class Hub {
    private final LineIndex index;
    private final Roster roster;
    private final FanOut fanOut;
    private volatile PublicationLimits limits;

    /**
     * @param timers with the clock of deadlines
     * @param random draws epochs; safe for use by several threads
     * @param budget out of which events are kept that wait
     * @param workers where stages complete
     * @param names how this instance calls another
     */
    public Hub(
            Subscribers store,
            TimerWheel timers,
            InstantSource wall,
            RandomGenerator random,
            PublicationLimits limits,
            ByteBudget budget,
            Executor workers,
            Function<String, InstanceRef> names) {
        requireNonNull(store, "store");
        requireNonNull(timers, "timers");
        requireNonNull(wall, "wall");
        requireNonNull(random, "random");
        requireNonNull(budget, "budget");
        requireNonNull(workers, "workers");
        requireNonNull(names, "names");
        this.limits = requireNonNull(limits, "limits");
        this.index = new LineIndex(() -> new CascadeBudget(this.limits, timers.now()));
        Function<Subscriber, Line> lines = row -> new Line(
                row,
                new Id16(random.nextLong(), random.nextLong()),
                this.limits,
                timers,
                names,
                budget.share(row.instanceId()));
        this.roster = new Roster(store, index, wall, timers::now, () -> this.limits.windowEvents(), lines);
        this.fanOut = new FanOut(index, new Memory(budget, index::all), timers, workers, () -> this.limits, random);
    }

    /** Reads what is stored. Blocks. To be called once, before anything else. */
    public void load() {
        roster.load();
    }

    /** Sets the bounds that hold from now on; a subscription that is there keeps those of its window. */
    public void limits(PublicationLimits next) {
        limits = requireNonNull(next, "next");
    }

    /**
     * Publishes. Doesn't block. The trace's path ends with this publication's own step already: the caller has looked
     * for loops and appended it.
     *
     * @param cascade whether the request came with a path, so that it is on the action's budget for cascades
     * @param verdicts whether to wait for what becomes of the event
     * @param deadlineMillis on the timers' clock: when the verdicts are due; without meaning where none are asked for
     */
    public Publishing publish(
            String action, Body data, Trace trace, boolean cascade, boolean verdicts, long deadlineMillis) {
        return fanOut.publish(action, data, trace, cascade, verdicts, deadlineMillis);
    }

    /**
     * Whether a SUBSCRIBE would write to the store: only one that does counts against the subscriber's rate.
     *
     * @throws CoattailException BAD_INPUT for a policy that there isn't
     */
    public boolean changes(String instanceId, String jti, Message.Subscribe request) {
        return roster.changes(instanceId, jti, request);
    }

    /** Whether a subscriber has a subscription of this id. */
    public boolean stands(String instanceId, Id16 subscription) {
        return index.find(instanceId, subscription.toString()).isPresent();
    }

    /** Whether there is a subscription of an instance under a token. */
    public boolean standsUnder(String instanceId, String jti) {
        return index.ofSubscriber(instanceId).stream()
                .anyMatch(line -> line.row().jti().equals(jti));
    }

    /**
     * Whether an UNSUBSCRIBE would write to the store.
     *
     * @param named those that an UNSUBSCRIBE without a subscription spares
     */
    public boolean changes(String instanceId, Message.Unsubscribe request, Set<Id16> named) {
        return roster.changes(instanceId, request, named);
    }

    /**
     * Makes a subscription, or changes the one of the same id, or finds that nothing is to change. Blocks.
     *
     * @param mostSubscriptions how many may stand under the token
     * @param allowed throws to refuse; asked while nobody else changes this subscriber's subscriptions, so that what
     *     ends them either finds this one or is seen here. Must not block
     * @return the subscription: detached, or attached as it was before
     * @throws CoattailException if it is refused, with the code for the subscriber
     * @throws StoreException if the database fails; nothing has changed then
     */
    public Line subscribe(
            String instanceId, String jti, int mostSubscriptions, Message.Subscribe request, Runnable allowed) {
        return roster.subscribe(instanceId, jti, mostSubscriptions, request, allowed);
    }

    /**
     * Ends a subscription, its stream with no further frame; does nothing where there is none. Blocks.
     *
     * @throws StoreException if the database fails; nothing has changed then
     */
    public void unsubscribe(String instanceId, Id16 subscription) {
        roster.unsubscribe(instanceId, subscription);
    }

    /**
     * Ends all subscriptions of a subscriber but those named, their streams with no further frame. Blocks.
     *
     * @param named asked while no other subscription of this subscriber can be made; must not block
     * @throws StoreException if the database fails; nothing has changed then
     */
    public void unsubscribeOthers(String instanceId, Supplier<Set<Id16>> named) {
        roster.unsubscribeOthers(instanceId, named);
    }

    /**
     * Ends a subscription for good: its stream ends with SUBSCRIPTION_REVOKED, and its id is never accepted again.
     * Blocks.
     *
     * @return whether there was one
     * @throws StoreException if the database fails; nothing has changed then
     */
    public boolean revoke(String instanceId, Id16 subscription) {
        return roster.revoke(instanceId, subscription);
    }

    /**
     * Ends the subscriptions under a token that has ended, and sees that none is made by a request that is under way.
     * Deletes them from the store where that hasn't been done. Blocks. Call it when the token is revoked in the store,
     * or has expired.
     *
     * @param why what the subscribers are told: REVOKED or EXPIRED
     * @throws StoreException if the database fails; the subscriptions are ended all the same, until the next start
     */
    public void tokenEnded(String jti, Failure why) {
        roster.tokenEnded(jti, why);
    }

    /** As {@link #tokenEnded} for each of them, whatever the database does; throws what failed when all are through. */
    public void tokensEnded(Collection<String> jtis, Failure why) {
        ToTheEnd.forEach(jtis, jti -> tokenEnded(jti, why));
    }

    /**
     * Ends the subscriptions that one subscriber has under a token, since it can't use that any more, whoever else can.
     * Call it when the grants of that subscriber under the token have ended. Deletes them from the store where that
     * hasn't been done. Blocks.
     *
     * @param why what the subscriber is told: REVOKED or EXPIRED
     * @throws StoreException if the database fails; the subscriptions are ended all the same, until the next start
     */
    public void bearerEnded(String jti, String instanceId, Failure why) {
        roster.bearerEnded(jti, instanceId, why);
    }

    /** Who is subscribed, in the order in which they came. */
    public List<SubscriberStatus> snapshot() {
        return index.all().stream()
                .map(Line::status)
                .sorted(Comparator.comparing(SubscriberStatus::created).thenComparing(SubscriberStatus::id))
                .toList();
    }

    /** How many subscriptions there are. */
    public int size() {
        return index.size();
    }

    /**
     * Ends all streams with DRAIN, since the instance stops. Subscriptions stay stored; none can be attached any more.
     */
    public void stop() {
        roster.stop(Failure.of(ErrorCode.DRAIN, "the instance is stopping"));
    }
}
