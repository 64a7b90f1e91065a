// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.peer;

import static java.util.Objects.requireNonNull;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

import coattail.core.internal.wire.Id16;

/**
 * Tells a peer that restarts from one of which two processes run: what a restart leaves behind never comes back. Two
 * processes that take the connection from each other three times within a minute are such a peer; the one that comes
 * then is refused, for a minute, and again when it comes back while the other one is connected.
 *
 * <p>Remembers a bounded number of peers, those of which a process was followed by another lately. Safe for use by
 * several threads; a leaf.
 */
final class Boots {
    /** What operators of both sides are told. */
    static final String TWO_PROCESSES = "two processes use this identity, perhaps a copy of the instance's directory; "
            + "the one that came last is refused";

    private static final int TIMES = 3;
    private static final long WITHIN_MILLIS = 60_000;
    private static final long REFUSED_MILLIS = 60_000;
    private static final long REMEMBERED_MILLIS = 600_000;
    private static final int MOST_PEERS = 1_024;
    private static final int MOST_PROCESSES = 8;

    /** What becomes of a connection. */
    enum Admission {
        /** It may serve. */
        ADMITTED,
        /** It is refused, and whoever looks after this instance knows already. */
        REFUSED,
        /** It is refused, the first of its peer in a while. */
        REFUSED_FIRST
    }

    private final LongSupplier clock;
    private final Map<String, Story> stories = new LinkedHashMap<>();

    /** @param clock in milliseconds */
    Boots(LongSupplier clock) {
        this.clock = requireNonNull(clock, "clock");
    }

    /** One peer's processes. */
    private static final class Story {
        /** Those whose connections another one took over, and when; the oldest first. */
        private final Map<Id16, Long> replaced = new LinkedHashMap<>();
        /** When one of these came back. */
        private final Deque<Long> returns = new ArrayDeque<>();

        private Id16 holder;
        private long refusedUntil = Long.MIN_VALUE;
        private long knownUntil = Long.MIN_VALUE;
        private long last;

        boolean known(long now) {
            return now < knownUntil;
        }

        /** A process that wasn't there before is none of the two, but the one or the other started anew. */
        boolean refuses(Id16 boot, long now) {
            return now < refusedUntil && !boot.equals(holder) && replaced.containsKey(boot);
        }
    }

    /**
     * A connection was proven.
     *
     * @param boot names the process at its other end
     * @param serving names the process that was connected before; empty if none was
     */
    synchronized Admission admit(String peerId, Id16 boot, Optional<Id16> serving) {
        long now = clock.getAsLong();
        var story = stories.get(peerId);
        if (story != null && story.refuses(boot, now)) {
            return Admission.REFUSED;
        }
        if (serving.isEmpty() || serving.get().equals(boot)) {
            return Admission.ADMITTED;
        }
        if (story == null) {
            story = begin(peerId, now);
        }
        story.last = now;
        if (!comesBackOnceTooOften(story, boot, serving.get(), now)) {
            return Admission.ADMITTED;
        }
        boolean first = !story.known(now);
        story.holder = serving.get();
        story.refusedUntil = now + REFUSED_MILLIS;
        story.knownUntil = now + REMEMBERED_MILLIS;
        story.replaced.put(boot, now);
        return first ? Admission.REFUSED_FIRST : Admission.REFUSED;
    }

    private static boolean comesBackOnceTooOften(Story story, Id16 boot, Id16 serving, long now) {
        if (!story.known(now)) {
            story.replaced.values().removeIf(time -> now - time >= WITHIN_MILLIS);
        }
        boolean back = story.replaced.containsKey(boot);
        story.replaced.remove(serving);
        story.replaced.put(serving, now);
        if (story.replaced.size() > MOST_PROCESSES) {
            story.replaced.remove(story.replaced.keySet().iterator().next());
        }
        if (!back) {
            return false;
        }
        story.returns.removeIf(time -> now - time >= WITHIN_MILLIS);
        story.returns.addLast(now);
        return story.known(now) || story.returns.size() >= TIMES;
    }

    private Story begin(String peerId, long now) {
        if (stories.size() >= MOST_PEERS) {
            stories.values().removeIf(story -> !story.known(now) && now - story.last >= WITHIN_MILLIS);
        }
        if (stories.size() >= MOST_PEERS) {
            stories.remove(stories.keySet().iterator().next());
        }
        var story = new Story();
        stories.put(peerId, story);
        return story;
    }

    /** What an operator should know of a peer; empty if all is well, or has been for a while. */
    synchronized Optional<String> trouble(String peerId) {
        var story = stories.get(peerId);
        return story != null && story.known(clock.getAsLong()) ? Optional.of(TWO_PROCESSES) : Optional.empty();
    }
}
