// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.trace;

import static java.util.Objects.requireNonNull;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

import coattail.core.internal.wire.Id16;
import coattail.core.internal.wire.Message;
import coattail.core.internal.wire.Trace;

/**
 * The newest steps of this instance in cascades, in memory and so many at most; the oldest go. It stands on the path of
 * every call, so nothing here waits, and looking something up is left to whoever asks for a trace. Safe for use by
 * several threads.
 */
public final class Chronicle {
    /** So many steps are remembered: a power of two. */
    public static final int MOST = 8_192;
    /** A step, its counts and the names that it may be the last to refer to. */
    private static final int BYTES_PER_STEP = 512;
    /** What the steps may take in memory. */
    public static final long MOST_BYTES = (long) MOST * BYTES_PER_STEP;

    /** Spreads a counter over all values (Steele, Lea, Flood: Fast Splittable Pseudorandom Number Generators). */
    private static final long GAMMA = 0x9E3779B97F4A7C15L;

    private final AtomicReferenceArray<Step> ring = new AtomicReferenceArray<>(MOST);
    private final AtomicLong next = new AtomicLong();
    private final AtomicLong seed;
    private final long salt;
    private final InstantSource wall;
    private final LongSupplier clock;
    private final CopyOnWriteArrayList<Listener> listeners = new CopyOnWriteArrayList<>();
    private volatile boolean closed;

    /**
     * @param random what the ids are drawn from, at once: they name and authorize nothing
     * @param clock milliseconds that never go back
     */
    public Chronicle(RandomGenerator random, InstantSource wall, LongSupplier clock) {
        this.seed = new AtomicLong(random.nextLong());
        this.salt = random.nextLong();
        this.wall = requireNonNull(wall, "wall");
        this.clock = requireNonNull(clock, "clock");
    }

    /** Is told of each step that is over, on the thread that ended it, which mustn't wait. */
    public interface Listener {
        void told(Step step);

        /** There is nothing more to be told: the instance stops. */
        void over();
    }

    /** The same, as part of the cascade that it says, or of a new one. */
    public Trace begin(Trace cause) {
        return TraceContext.of(cause).isPresent() ? cause : new Trace(cause.path(), fresh().toByteArray());
    }

    private TraceContext fresh() {
        return new TraceContext(new Id16(draw(), draw() ^ salt), drawSpan(), TraceContext.SAMPLED);
    }

    /**
     * A step begins.
     *
     * @param cause what came with what caused it
     * @param receiver empty where there is none
     * @param peer the id of the instance at the other end
     */
    public Step begin(Step.Kind kind, Trace cause, String action, String receiver, String peer) {
        var from = TraceContext.of(cause);
        var context = from.orElseGet(this::fresh).under(drawSpan());
        long parent = from.map(TraceContext::span).orElse(0L);
        var step = new Step(this, kind, context, parent, action, receiver, peer, wall.millis(), now());
        ring.set((int) next.getAndIncrement() & (MOST - 1), step);
        return step;
    }

    /** A step begins that {@code peer} has asked for. */
    public Step begin(Step.Kind kind, Message.CallRequest request, String peer) {
        return begin(kind, request.trace(), request.name(), "", peer);
    }

    private long drawSpan() {
        long span = draw();
        return span == 0 ? GAMMA : span;
    }

    private long draw() {
        long z = seed.addAndGet(GAMMA);
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    long now() {
        return clock.getAsLong();
    }

    void tell(Step step) {
        for (var listener : listeners) {
            listener.told(step);
        }
    }

    /** Tells a listener from now on. */
    public void listen(Listener listener) {
        listeners.add(listener);
        if (closed) {
            listener.over();
        }
    }

    public void forget(Listener listener) {
        listeners.remove(listener);
    }

    /** Tells those that listen that nothing more comes. */
    public void close() {
        closed = true;
        listeners.forEach(Listener::over);
    }

    /** The ids of the cascades of the newest steps, the newest first, each once. */
    public List<Id16> recent(int most) {
        long end = next.get();
        var found = new LinkedHashSet<Id16>();
        for (long at = end - 1; at >= Math.max(0, end - MOST) && found.size() < most; at--) {
            var step = ring.get((int) at & (MOST - 1));
            if (step != null) {
                found.add(step.traceId());
            }
        }
        return List.copyOf(found);
    }

    /** The steps of a cascade that are remembered, in the order in which they began. Looks through all. */
    public List<StepView> of(Id16 trace) {
        long end = next.get();
        var found = new ArrayList<StepView>();
        for (long at = Math.max(0, end - MOST); at < end; at++) {
            var step = ring.get((int) at & (MOST - 1));
            // A place that is taken but not filled yet, or filled anew meanwhile, says nothing of this cascade.
            if (step != null && step.traceId().equals(trace)) {
                found.add(step.view());
            }
        }
        return List.copyOf(found);
    }
}
