// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.sim;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

import coattail.api.ErrorCode;
import coattail.api.Outcome;
import coattail.api.Verdict;
import coattail.core.internal.sim.Ledger.Asked;
import coattail.core.internal.sim.Ledger.Done;
import coattail.core.internal.sim.Ledger.Place;

/** What holds of every run once it is quiet: what was promised against what happened. */
final class Checks {
    /** What an outcome may come later than due: grace, timers, tasks, and clocks that differ. */
    private static final long LATE = 3 * World.SECOND;

    private final Sim sim;
    private final World world;

    Checks(Sim sim) {
        this.sim = sim;
        this.world = sim.world;
    }

    void all() {
        var sums = sim.ledger.byEvent();
        for (var asked : sim.ledger.calls()) {
            checkOutcome(asked);
            if (asked.publication != null) {
                checkPublication(asked, sums.getOrDefault(asked.id, new Done()));
            }
            checkPerformed(asked);
        }
        checkCascades();
        for (var node : sim.nodes) {
            if (node.budget().taken() != 0) {
                world.broken(node.name() + " holds " + node.budget().taken() + " bytes with nothing to do");
            }
            for (var line : node.parts().hub().snapshot()) {
                if (line.waiting() > 0) {
                    world.broken(node.name() + " lets events wait with nothing to do");
                }
            }
        }
        checkCounts();
    }

    private void checkOutcome(Asked asked) {
        boolean survived = asked.life.alive();
        if (survived && !asked.over) {
            world.broken(asked + " has no outcome");
        }
        if (asked.over && asked.deadline != Long.MAX_VALUE) {
            long took = asked.overAt - asked.at;
            if (took > asked.deadline * World.MILLI * 11 / 10 + LATE) {
                world.broken(asked + " took " + took / World.MILLI + " ms with a deadline of " + asked.deadline);
            }
        }
    }

    private void checkPublication(Asked asked, Done sum) {
        var publication = asked.publication;
        var verdicts = publication.verdicts();
        int counted = publication.subscriptions();
        boolean local = asked.subscribed != null;
        if (local && counted != asked.subscribed.size()) {
            world.broken(asked + " has verdicts for " + counted + " of " + asked.subscribed.size() + " subscriptions");
        }
        if (asked.verdicts && publication.count(Outcome.ENQUEUED) > 0) {
            world.broken(asked + " says enqueued where verdicts were asked for");
        }
        if (publication.count(Outcome.PROCESSED) > sum.processed) {
            world.broken(asked + " was processed by " + publication.count(Outcome.PROCESSED) + ", of which "
                    + sum.processed + " know");
        }
        if (publication.count(Outcome.FAILED) > sum.begun - sum.processed) {
            world.broken(asked + " failed at " + publication.count(Outcome.FAILED) + ", of which "
                    + (sum.begun - sum.processed) + " know");
        }
        if (local && asked.verdicts) {
            checkVerdicts(asked, verdicts);
        }
    }

    private void checkVerdicts(Asked asked, List<Verdict> verdicts) {
        var said = new HashSet<Place>();
        for (var verdict : verdicts) {
            var place = new Place(
                    asked.publishes.node(),
                    asked.publishes.action(),
                    sim.node(verdict.subscriber().id()).number(),
                    verdict.receiver());
            if (!said.add(place)) {
                world.broken(asked + " has two verdicts for " + place);
            }
            checkVerdict(asked, place, verdict.outcome(), sim.ledger.done(asked.id, place));
        }
        if (!said.equals(asked.subscribed)) {
            world.broken(asked + " has verdicts for " + said + " and not for " + asked.subscribed);
        }
    }

    private void checkVerdict(Asked asked, Place place, Outcome outcome, Done done) {
        boolean holds =
                switch (outcome) {
                    case PROCESSED -> done.begun == 1 && done.processed == 1;
                    case FAILED -> done.begun == 1 && done.processed == 0;
                    case REFUSED, OVERLOADED, OFFLINE, EXPIRED -> done.begun == 0;
                    case UNKNOWN -> done.begun <= 1;
                    case ENQUEUED -> false;
                };
        if (!holds) {
            world.broken(asked + " is " + outcome + " at " + place + ", where it was begun " + done.begun
                    + " times and processed " + done.processed);
        }
    }

    private void checkPerformed(Asked asked) {
        if (!asked.what.startsWith("perform")) {
            return;
        }
        var done = sim.ledger.performed(asked.id);
        if (asked.over && asked.failure == null && done.processed != 1) {
            world.broken(asked + " was answered, and not performed");
        }
        if (asked.failure != null && surelyNotBegun(asked.failure) && done.begun > 0) {
            world.broken(asked + " was performed, and is " + asked.failure);
        }
    }

    private static boolean surelyNotBegun(ErrorCode code) {
        return switch (code) {
            case NO_SUCH_ACTION,
                    FORBIDDEN,
                    BUSY,
                    RATE_LIMITED,
                    LOOP,
                    HOP_LIMIT,
                    DRAIN,
                    DUPLICATE,
                    TOO_LARGE,
                    BAD_INPUT -> true;
            default -> false;
        };
    }

    /** The cascades of each action, in each life, against the bucket that they are to come out of. */
    private void checkCascades() {
        record Source(Life life, String action) {}
        var made = new HashMap<Source, List<Asked>>();
        for (var asked : sim.ledger.calls()) {
            if (asked.cascade && asked.subscribed != null && asked.publication != null) {
                made.computeIfAbsent(new Source(asked.life, asked.publishes.action()), source -> new ArrayList<>())
                        .add(asked);
            }
        }
        for (Map.Entry<Source, List<Asked>> entry : made.entrySet()) {
            double level = 0;
            long before = 0;
            for (var asked : entry.getValue()) {
                level = Math.max(0, level - (asked.at - before) * 1.03 * sim.plan.rate() / World.SECOND);
                level += asked.publication.subscriptions();
                before = asked.at;
                if (level > sim.plan.burst() + 1) {
                    world.broken("the cascades of n" + entry.getKey().life().node() + "."
                            + entry.getKey().action() + " made " + Math.round(level) + " deliveries at once, where "
                            + sim.plan.burst() + " are allowed");
                    return;
                }
            }
        }
    }

    /** Of each subscription that neither side has forgotten anything of, every event came or is known to be missed. */
    private void checkCounts() {
        for (var subscriber : sim.nodes) {
            for (var status : subscriber.parts().subscriptions().snapshot()) {
                var publisher = sim.node(status.publisher().id());
                publisher.parts().hub().snapshot().stream()
                        .filter(line -> line.subscriber().id().equals(subscriber.id())
                                && line.id().equals(status.id())
                                && line.attached())
                        .filter(line -> !status.lossUnknown())
                        .filter(line -> status.received() + status.missed() != line.sequence())
                        .forEach(line -> world.broken(subscriber.name() + " counts " + status.received()
                                + " events and " + status.missed() + " missed of " + publisher.name() + "."
                                + status.action() + ", which numbered " + line.sequence()));
            }
        }
    }
}
