// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.sim;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.PriorityQueue;
import java.util.SplittableRandom;

/**
 * What happens when, in one thread. Time is in microseconds and jumps from one event to the next; everything random
 * comes from the seed. Two worlds of one seed differ in nothing, also in two JVMs: their {@link #digest} shows it.
 */
final class World {
    static final long MILLI = 1_000;
    static final long SECOND = 1_000_000;
    private static final int LAST_LINES = 4_000;
    private static final long PRIME = 0x9E37_79B9_7F4A_7C15L;

    private final PriorityQueue<Event> events = new PriorityQueue<>();
    private final SplittableRandom random;
    private final boolean tracing;
    private final Deque<String> trace = new ArrayDeque<>();
    private final List<String> broken = new ArrayList<>();
    private long now;
    private long numbers;
    private long digest = PRIME;

    private record Event(long at, long number, Runnable task) implements Comparable<Event> {
        @Override
        public int compareTo(Event other) {
            return at != other.at ? Long.compare(at, other.at) : Long.compare(number, other.number);
        }
    }

    /** @param tracing whether to keep the last lines of what happened, to be read */
    World(long seed, boolean tracing) {
        this.random = new SplittableRandom(seed);
        this.tracing = tracing;
    }

    /** Since the beginning, in microseconds. */
    long now() {
        return now;
    }

    SplittableRandom random() {
        return random;
    }

    /** From 0 to below {@code bound}. */
    int below(int bound) {
        return random.nextInt(bound);
    }

    long between(long least, long most) {
        return random.nextLong(least, most + 1);
    }

    boolean chance(double share) {
        return random.nextDouble() < share;
    }

    <T> T one(List<T> of) {
        return of.get(below(of.size()));
    }

    /** Has something happen later. */
    void in(long micros, Runnable task) {
        events.add(new Event(now + Math.max(0, micros), numbers++, task));
    }

    /** Lets so much time pass, unless something breaks before. */
    void pass(long micros) {
        long end = now + micros;
        while (broken.isEmpty() && !events.isEmpty() && events.peek().at <= end) {
            var next = events.poll();
            now = next.at;
            next.task.run();
        }
        now = end;
    }

    /** Notes what happened, for the digest and for who reads the trace. */
    void note(String what, int node, long detail) {
        mix(what.hashCode());
        mix(now);
        mix(node);
        mix(detail);
        if (tracing) {
            trace.addLast("%12.3f ms  n%d %s %d".formatted(now / 1_000.0, node, what, detail));
            if (trace.size() > LAST_LINES) {
                trace.removeFirst();
            }
        }
    }

    private void mix(long value) {
        digest = (Long.rotateLeft(digest, 17) ^ value) * PRIME;
    }

    /** What happened, in one number. */
    long digest() {
        return digest;
    }

    List<String> trace() {
        return List.copyOf(trace);
    }

    /** Notes what must not be. The first ends the run. */
    void broken(String what) {
        broken.add("at " + now / MILLI + " ms: " + what);
    }

    List<String> brokenThings() {
        return broken;
    }

    boolean isBroken() {
        return !broken.isEmpty();
    }
}
