// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.publish;

import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import coattail.api.CoattailException;
import coattail.api.ErrorCode;
import coattail.api.Overflow;
import coattail.core.internal.wire.Failure;
import coattail.core.internal.wire.Id16;
import coattail.core.internal.wire.Message;
import coattail.core.internal.work.ToTheEnd;
import coattail.core.spi.Subscriber;
import coattail.core.spi.Subscribers;

/** Changes who is subscribed: in the store first, then in the index. The methods that change something block. */
final class Roster {
    private static final int STRIPES = 64;

    private final Subscribers store;
    private final LineIndex index;
    private final InstantSource wall;
    private final IntSupplier mostInWindow;
    private final Function<Subscriber, Line> lines;

    /** One for some subscribers each, held over a write and what follows from it, so that store and index agree. */
    private final List<ReentrantLock> stripes =
            Stream.generate(ReentrantLock::new).limit(STRIPES).toList();

    private final EndedTokens endedTokens;

    private volatile Failure stopped;

    /**
     * @param clock milliseconds that never go back
     * @param lines makes the line of a new row
     */
    Roster(
            Subscribers store,
            LineIndex index,
            InstantSource wall,
            LongSupplier clock,
            IntSupplier mostInWindow,
            Function<Subscriber, Line> lines) {
        this.store = store;
        this.index = index;
        this.wall = wall;
        this.endedTokens = new EndedTokens(clock);
        this.mostInWindow = mostInWindow;
        this.lines = lines;
    }

    void load() {
        store.list().forEach(row -> index.add(lines.apply(row)));
    }

    boolean changes(String instanceId, String jti, Message.Subscribe request) {
        return index.find(instanceId, request.subscription().toString())
                .filter(line -> same(line.row(), row(instanceId, jti, request)))
                .isEmpty();
    }

    boolean changes(String instanceId, Message.Unsubscribe request, Set<Id16> named) {
        return request.subscription()
                .map(id -> index.find(instanceId, id.toString()).isPresent())
                .orElseGet(() -> !others(instanceId, named).isEmpty());
    }

    Line subscribe(String instanceId, String jti, int most, Message.Subscribe request, Runnable allowed) {
        var wanted = row(instanceId, jti, request);
        var lock = stripe(instanceId);
        lock.lock();
        try {
            refuseEnded(jti);
            allowed.run();
            var known = index.find(instanceId, wanted.subscriptionId());
            if (known.isPresent() && same(known.get().row(), wanted)) {
                return known.get();
            }
            store(wanted, most);
            var line = known.isPresent() ? change(known.get(), wanted) : make(wanted);
            var stop = stopped;
            if (stop != null) {
                line.end(stop);
            }
            return line;
        } finally {
            lock.unlock();
        }
    }

    private void refuseEnded(String jti) {
        var stop = stopped;
        var ended = stop != null ? Optional.of(stop) : endedTokens.find(jti);
        if (ended.isPresent()) {
            throw new CoattailException(ended.get().code(), ended.get().detail());
        }
    }

    private void store(Subscriber row, int most) {
        switch (store.put(row, most)) {
            case STORED, UNCHANGED -> {}
            case NO_TOKEN -> throw new CoattailException(ErrorCode.REVOKED, "the token was revoked");
            case REVOKED ->
                throw new CoattailException(
                        ErrorCode.SUBSCRIPTION_REVOKED, revoked().detail());
            case CONFLICT ->
                throw new CoattailException(
                        ErrorCode.BAD_INPUT, "the subscription's id is in use for another action or receiver");
            case TOO_MANY ->
                throw new CoattailException(
                        ErrorCode.TOO_MANY_SUBSCRIPTIONS,
                        "the token allows " + most + " subscriptions, and there are as many");
        }
    }

    private Line change(Line line, Subscriber row) {
        var before = line.row();
        line.update(row);
        index.stand(line, before.jti(), row.jti());
        return line;
    }

    private Line make(Subscriber row) {
        // The subscriber has lost its database and drawn another id: the store has put the new row in the old one's
        // place.
        for (Line other : index.ofSubscriber(row.instanceId())) {
            if (other.row().action().equals(row.action())
                    && other.row().receiver().equals(row.receiver())) {
                index.remove(other);
                other.end(Failure.of(ErrorCode.DUPLICATE, "the subscription was made anew under another id"));
            }
        }
        var line = lines.apply(row);
        index.add(line);
        return line;
    }

    void unsubscribe(String instanceId, Id16 subscription) {
        changing(instanceId, () -> index.find(instanceId, subscription.toString())
                .ifPresent(line -> {
                    store.delete(instanceId, subscription.toString());
                    index.remove(line);
                    line.end();
                }));
    }

    void unsubscribeOthers(String instanceId, Supplier<Set<Id16>> named) {
        changing(instanceId, () -> {
            var spared = named.get();
            var others = others(instanceId, spared);
            if (!others.isEmpty()) {
                store.deleteOthers(
                        instanceId, spared.stream().map(Id16::toString).toList());
                for (Line line : others) {
                    index.remove(line);
                    line.end();
                }
            }
        });
    }

    private List<Line> others(String instanceId, Set<Id16> named) {
        var spared = named.stream().map(Id16::toString).collect(Collectors.toSet());
        return index.ofSubscriber(instanceId).stream()
                .filter(line -> !spared.contains(line.row().subscriptionId()))
                .toList();
    }

    boolean revoke(String instanceId, Id16 subscription) {
        var lock = stripe(instanceId);
        lock.lock();
        try {
            boolean revoked = store.revoke(instanceId, subscription.toString());
            index.find(instanceId, subscription.toString()).ifPresent(line -> {
                index.remove(line);
                line.end(revoked());
            });
            return revoked;
        } finally {
            lock.unlock();
        }
    }

    private static Failure revoked() {
        return Failure.of(ErrorCode.SUBSCRIPTION_REVOKED, "the publisher's operator ended this subscription");
    }

    /** Ends every line under the token, also where the store fails meanwhile; that is thrown at the end. */
    void tokenEnded(String jti, Failure why) {
        endedTokens.add(jti, why);
        ToTheEnd.forEach(index.ofToken(jti), line -> changing(line.row().instanceId(), () -> endUnder(jti, line, why)));
    }

    void bearerEnded(String jti, String instanceId, Failure why) {
        changing(instanceId, () -> ToTheEnd.forEach(index.ofSubscriber(instanceId), line -> endUnder(jti, line, why)));
    }

    private void endUnder(String jti, Line line, Failure why) {
        var row = line.row();
        // It may have been repeated under another token meanwhile.
        if (row.jti().equals(jti)) {
            index.remove(line);
            line.end(why);
            store.delete(row.instanceId(), row.subscriptionId());
        }
    }

    void stop(Failure why) {
        stopped = why;
        index.all().forEach(line -> line.end(why));
    }

    private Subscriber row(String instanceId, String jti, Message.Subscribe request) {
        int most = mostInWindow.getAsInt();
        int window = request.window() < 0 ? most : Math.max(1, Math.min(request.window(), most));
        return new Subscriber(
                instanceId,
                request.subscription().toString(),
                request.name(),
                request.receiver(),
                overflow(request.policy(), window),
                window,
                jti,
                wall.instant().truncatedTo(ChronoUnit.MILLIS));
    }

    private static Overflow overflow(int policy, int window) {
        return switch (policy) {
            case 0 -> window == 1 ? Overflow.LATEST : Overflow.DROP_OLDEST;
            case 1 -> Overflow.DROP_NEWEST;
            case 2 -> Overflow.DISCONNECT;
            default -> throw new CoattailException(ErrorCode.BAD_INPUT, "there is no overflow policy " + policy);
        };
    }

    /** Whether two rows are the same but for the time of their making. */
    private static boolean same(Subscriber one, Subscriber other) {
        return one.subscriptionId().equals(other.subscriptionId())
                && one.action().equals(other.action())
                && one.receiver().equals(other.receiver())
                && one.overflow() == other.overflow()
                && one.window() == other.window()
                && one.jti().equals(other.jti());
    }

    private ReentrantLock stripe(String instanceId) {
        return stripes.get(Math.floorMod(instanceId.hashCode(), STRIPES));
    }

    private void changing(String instanceId, Runnable change) {
        var lock = stripe(instanceId);
        lock.lock();
        try {
            change.run();
        } finally {
            lock.unlock();
        }
    }
}
