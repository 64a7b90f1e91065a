// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.sim;

import java.util.List;
import java.util.function.Function;

import coattail.api.ErrorCode;
import coattail.api.Outcome;
import coattail.core.internal.sim.Calls.From;
import coattail.core.internal.sim.Ledger.Asked;

/** One run: traffic and mishaps, then peace until all have come to rest, then the questions. */
final class Simulation {
    private static final long LOOK = 500 * World.MILLI;
    /** Within this all must agree: two reconnects at their longest, and a peer that was silent. */
    private static final long LONGEST_PEACE = 400 * World.SECOND;

    /** Within this a side finds out that the other is silent, or the longest stall is over. */
    private static final long FIND_OUT = 100 * World.SECOND;

    private static final long FAREWELL_MILLIS = 20_000;

    private final World world;
    private final Sim sim;
    private final Settled settled;

    private Simulation(World world, Plan plan) {
        this.world = world;
        this.sim = new Sim(world, plan);
        this.settled = new Settled(sim);
    }

    /**
     * What a run came to.
     *
     * @param broken what must not be, one line each; empty if all went well
     * @param digest of all that happened
     * @param trace the last of it, if it was asked for
     */
    record Report(
            long seed,
            List<String> broken,
            long digest,
            List<String> trace,
            int nodes,
            int calls,
            long deliveries,
            long connections,
            long virtualMillis) {}

    /** A small run of a seed. */
    static Report small(long seed, boolean tracing) {
        return run(seed, tracing, Plan::small);
    }

    /** A run of many instances. */
    static Report large(long seed, int nodes) {
        return run(seed, false, world -> Plan.large(nodes));
    }

    private static Report run(long seed, boolean tracing, Function<World, Plan> plan) {
        var world = new World(seed, tracing);
        var simulation = new Simulation(world, plan.apply(world));
        try {
            simulation.run();
        } catch (RuntimeException | Error e) {
            world.broken("the product threw " + e);
            if (tracing) {
                e.printStackTrace();
            }
        }
        return new Report(
                seed,
                world.brokenThings(),
                world.digest(),
                world.trace(),
                simulation.sim.nodes.size(),
                simulation.sim.ledger.calls().size(),
                simulation.sim.ledger.delivered(),
                simulation.sim.network.opened(),
                world.now() / World.MILLI);
    }

    private void run() {
        var operators = new Operators(sim);
        var calls = new Calls(sim);
        var behaviour = new Behaviour(sim, calls);
        operators.introduce();
        for (var node : sim.nodes) {
            behaviour.give(node);
            world.in(world.between(0, 3 * World.SECOND), node::start);
        }
        world.pass(3 * World.SECOND);
        operators.begin();
        new Traffic(sim, calls, operators).begin();
        var mishaps = new Mishaps(sim);
        mishaps.begin();
        for (long time = 0; time < sim.plan.traffic() && !world.isBroken(); time += LOOK) {
            world.pass(LOOK);
            settled.wideWindows().forEach(world::broken);
        }
        behaviour.calm();
        boolean told = world.chance(0.8);
        mishaps.heal(told);
        if (!told) {
            world.pass(FIND_OUT);
        }
        rest();
        if (!world.isBroken()) {
            sayFarewell(calls);
            new Checks(sim).all();
        }
    }

    /** Until nothing is left to be done: no call without an outcome, and everybody agrees. */
    private void rest() {
        long most = world.now() + LONGEST_PEACE;
        List<String> differences = List.of("");
        while (!world.isBroken() && !differences.isEmpty()) {
            if (world.now() >= most) {
                world.broken("after " + LONGEST_PEACE / World.SECOND + " s of peace: " + differences.get(0));
                return;
            }
            world.pass(sim.plan.isLarge() ? 4 * LOOK : LOOK);
            // Twice the same: what has been taken back shows first where it was given, and later where it was held.
            differences = settled.differences();
            if (differences.isEmpty()) {
                world.pass(10 * World.SECOND);
                differences = settled.differences();
            }
        }
    }

    /** What is published and performed in peace gets through. */
    private void sayFarewell(Calls calls) {
        // What was asked for before has its outcome by then.
        world.pass(35 * World.SECOND);
        var published = new java.util.ArrayList<Asked>();
        for (var node : sim.nodes) {
            for (var action : sim.plan.actions()) {
                published.add(calls.publish(From.bundle(node), node.number(), action, true, FAREWELL_MILLIS));
            }
        }
        for (var token : sim.grants.all()) {
            var action = sim.plan.actions().get(0);
            boolean held = sim.grants
                    .standing(token.issuer, token.holder)
                    .filter(token::equals)
                    .isPresent();
            if (held && token.permissions.performable().covers(action) && !sim.plan.tight()) {
                calls.perform(From.bundle(sim.node(token.holder)), token.issuer, action, false, false, 10_000);
            }
        }
        long since = world.now();
        world.pass(25 * World.SECOND);
        for (var asked : published) {
            if (asked.publication == null
                    || asked.publication.count(Outcome.PROCESSED) != asked.publication.subscriptions()) {
                world.broken(asked + ", in peace, came to " + asked.failure + " " + asked.publication);
            }
        }
        for (var asked : sim.ledger.calls()) {
            if (asked.at >= since
                    && asked.what.equals("perform")
                    && asked.failure != null
                    && asked.failure != ErrorCode.BUSY) {
                world.broken(asked + ", in peace, came to " + asked.failure);
            }
        }
    }
}
