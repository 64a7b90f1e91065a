// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.registry;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The places for calls that may run at once, and the line in front of them, served first come, first served. The line
 * is as long as there are places, but never shorter than {@value #SHORTEST_LINE} and never longer than
 * {@value #LONGEST_LINE}. Safe for use by several threads; nobody is called while the lock is held.
 */
public final class Slots {
    private static final int SHORTEST_LINE = 16;
    private static final int LONGEST_LINE = 1_024;

    /** What comes of asking for a place. */
    public enum Answer {
        /** A place was taken; {@link #release} is owed. */
        TAKEN,
        /** It stands in line. */
        WAITING,
        /** All places are taken, and the line is full. */
        FULL,
        /** The service goes: its successor may have a place. */
        GONE
    }

    /** A call that stands in line. Its methods are called without a lock, on a thread that must not be held up. */
    public interface Turn {
        /**
         * A place was taken for it, and it isn't in line any more.
         *
         * @return whether it uses the place: {@link #release} is owed then; if not, the next one gets it
         */
        boolean begin();

        /** The service goes, and it isn't in line any more. */
        void gone();
    }

    /** Guards what follows. */
    private final Object lock = new Object();

    private final Set<Turn> line = new LinkedHashSet<>();
    private int limit;
    private int taken;
    private boolean closed;

    Slots(int limit) {
        this.limit = limit;
    }

    /** Takes a place if one is free; to be given back with {@link #release}. */
    public boolean tryAcquire() {
        synchronized (lock) {
            return take();
        }
    }

    /** Takes a place, or has a turn stand in line for one, once. */
    public Answer enter(Turn turn) {
        synchronized (lock) {
            if (closed) {
                return Answer.GONE;
            }
            if (line.isEmpty() && take()) {
                return Answer.TAKEN;
            }
            if (line.size() >= lineLimit()) {
                return Answer.FULL;
            }
            line.add(turn);
            return Answer.WAITING;
        }
    }

    /** Has a turn leave the line. @return whether it stood there; if not, it is told what has become of it */
    public boolean leave(Turn turn) {
        synchronized (lock) {
            return line.remove(turn);
        }
    }

    /** Gives a place back: the first in line that has a use for it gets it. */
    public void release() {
        synchronized (lock) {
            taken--;
        }
        serve();
    }

    /** How many places there are. */
    public int limit() {
        synchronized (lock) {
            return limit;
        }
    }

    /** How many may stand in line. */
    public int lineLimit() {
        synchronized (lock) {
            return Math.min(LONGEST_LINE, Math.max(SHORTEST_LINE, limit));
        }
    }

    /** How many stand in line. */
    public int waiting() {
        synchronized (lock) {
            return line.size();
        }
    }

    /** Those who are in stay, also where there are fewer places now; and those in line keep their turn. */
    void limit(int newLimit) {
        synchronized (lock) {
            limit = newLimit;
        }
        serve();
    }

    /** Sends those in line away, and lets nobody get in line any more. */
    void close() {
        var sent = new ArrayList<Turn>();
        synchronized (lock) {
            closed = true;
            sent.addAll(line);
            line.clear();
        }
        sent.forEach(Turn::gone);
    }

    private boolean take() {
        if (taken >= limit) {
            return false;
        }
        taken++;
        return true;
    }

    private void serve() {
        for (var next = next(); next != null; next = next()) {
            if (!next.begin()) {
                synchronized (lock) {
                    taken--;
                }
            }
        }
    }

    /** The first in line, with a place taken for it; {@code null} where there is none or no place. */
    private Turn next() {
        synchronized (lock) {
            if (line.isEmpty() || !take()) {
                return null;
            }
            var turns = line.iterator();
            var first = turns.next();
            turns.remove();
            return first;
        }
    }
}
