// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.sim;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import coattail.api.CoattailException;
import coattail.api.ErrorCode;
import coattail.api.Publication;

/**
 * What was asked for, what came of it, and what actions and receivers did: the truth that verdicts are held against.
 */
final class Ledger {
    /** A subscription, as long as somebody is subscribed. */
    record Place(int publisher, String action, int subscriber, String receiver) {}

    /** One event at one subscription. */
    record At(long event, Place place) {}

    /** What a receiver did with an event. */
    static final class Done {
        int begun;
        int processed;
        int failed;
    }

    /** A call, and what came of it. */
    static final class Asked {
        final long id;
        final String what;
        final Life life;
        final long at;
        final long deadline;
        /** Where and under which name it publishes; {@code null} if it doesn't. */
        Step publishes;
        /** Whether it comes from a handler, with its path. */
        boolean cascade;
        /** Who was subscribed as it was published here; {@code null} where that isn't known. */
        Set<Place> subscribed;

        boolean verdicts;
        boolean over;
        long overAt;
        ErrorCode failure;
        Publication publication;

        Asked(long id, String what, Life life, long at, long deadline) {
            this.id = id;
            this.what = what;
            this.life = life;
            this.at = at;
            this.deadline = deadline;
        }

        @Override
        public String toString() {
            return what + " " + id + " of n" + life.node() + " at " + at / World.MILLI + " ms";
        }
    }

    private final World world;
    private final Map<Long, Asked> asked = new LinkedHashMap<>();
    private final Map<At, Done> deliveries = new HashMap<>();
    private final Map<Long, Done> performed = new HashMap<>();
    private final Map<Place, Long> last = new HashMap<>();
    private long ids;
    private long delivered;

    Ledger(World world) {
        this.world = world;
    }

    long nextId() {
        return ++ids;
    }

    Asked ask(long id, String what, Life life, long deadlineMillis) {
        var call = new Asked(id, what, life, world.now(), deadlineMillis);
        asked.put(id, call);
        world.note(what, life.node(), id);
        return call;
    }

    /** Tells what came of a call. */
    void over(Asked call, Publication publication, Throwable thrown) {
        if (call.over) {
            world.broken(call + " has two outcomes");
        }
        call.over = true;
        call.overAt = world.now();
        call.publication = publication;
        if (thrown != null) {
            var cause = thrown.getCause() instanceof CoattailException inner ? inner : thrown;
            if (cause instanceof CoattailException refused) {
                call.failure = refused.code();
            } else {
                world.broken(call + " failed with " + thrown);
            }
        }
        world.note("over", call.life.node(), call.failure == null ? call.id : -call.id * 1_000 - call.failure.number());
    }

    Asked call(long id) {
        return asked.get(id);
    }

    List<Asked> calls() {
        return new ArrayList<>(asked.values());
    }

    /** A receiver begins with an event. */
    Done begin(Load load, Place place) {
        var done = deliveries.computeIfAbsent(new At(load.id(), place), at -> new Done());
        if (++done.begun > 1) {
            world.broken("event " + load.id() + " came twice to " + place);
        }
        delivered++;
        world.note("deliver", place.subscriber(), load.id());
        return done;
    }

    /** Events that were published in the order of their ids come in that order. */
    void inOrder(long event, Place place) {
        var before = last.put(place, event);
        if (before != null && before >= event) {
            world.broken("event " + event + " came after event " + before + " to " + place);
        }
    }

    Done done(long event, Place place) {
        return deliveries.getOrDefault(new At(event, place), new Done());
    }

    /** What all receivers did with an event, added up. */
    Map<Long, Done> byEvent() {
        var sums = new HashMap<Long, Done>();
        deliveries.forEach((at, done) -> {
            var sum = sums.computeIfAbsent(at.event(), id -> new Done());
            sum.begun += done.begun;
            sum.processed += done.processed;
            sum.failed += done.failed;
        });
        return sums;
    }

    /** An action begins with a call. */
    Done perform(long call) {
        var done = performed.computeIfAbsent(call, id -> new Done());
        if (++done.begun > 1) {
            world.broken("call " + call + " was performed twice");
        }
        return done;
    }

    Done performed(long call) {
        return performed.getOrDefault(call, new Done());
    }

    long delivered() {
        return delivered;
    }
}
