// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.sim;

import coattail.api.Coattail;
import coattail.api.Delivery;
import coattail.api.Invocation;
import coattail.core.internal.sim.Calls.From;
import coattail.core.internal.sim.Ledger.Place;

/** What the actions and receivers of the simulation do: they note that they ran, call on, and sometimes fail. */
final class Behaviour {
    /** An endless cascade is one that the product ends, not this. */
    private static final int MOST_HOPS = 40;

    private final Sim sim;
    private final World world;
    private final Calls calls;
    private boolean calm;

    Behaviour(Sim sim, Calls calls) {
        this.sim = sim;
        this.world = sim.world;
        this.calls = calls;
    }

    /** From now on nothing fails and nothing calls on. */
    void calm() {
        calm = true;
    }

    void give(SimNode node) {
        for (var action : sim.plan.actions()) {
            node.performs(action, (text, invocation) -> perform(node, action, text, invocation));
        }
        for (var receiver : sim.plan.receivers()) {
            node.receives(receiver, (text, delivery) -> receive(node, receiver, text, delivery));
        }
    }

    private String perform(SimNode node, String action, String text, Invocation invocation) {
        var load = Load.parse(text);
        var done = sim.ledger.perform(load.id());
        world.note("perform", node.number(), load.id());
        int caller = sim.node(invocation.caller().id()).number();
        long now = world.now();
        if (caller != node.number()
                && !sim.grants.allowed(node.number(), caller, now, now, may -> may.performable()
                        .covers(action))) {
            world.broken("call " + load.id() + " of n" + caller + " was performed at n" + node.number()
                    + " without a grant");
        }
        fail();
        callOn(node, invocation.coattail(), load, action);
        done.processed++;
        return text;
    }

    private void receive(SimNode node, String receiver, String text, Delivery delivery) {
        var load = Load.parse(text);
        int publisher = sim.node(delivery.publisher().id()).number();
        var place = new Place(publisher, delivery.action(), node.number(), receiver);
        var done = sim.ledger.begin(load, place);
        var asked = sim.ledger.call(load.id());
        boolean here = asked.subscribed != null;
        if (here) {
            sim.ledger.inOrder(load.id(), place);
        }
        // Published here, it was allowed or not at that very moment; elsewhere, at some moment since it was asked for.
        long latest = here ? asked.at : world.now();
        if (!sim.grants.allowed(publisher, node.number(), asked.at, latest, may -> may.subscribable()
                .covers(delivery.action()))) {
            world.broken("event " + load.id() + " came to " + place + " without a grant");
        }
        int asker = asked.life.node();
        if (asker != publisher
                && !sim.grants.allowed(publisher, asker, asked.at, latest, may -> may.publishable()
                        .covers(delivery.action()))) {
            world.broken(
                    "event " + load.id() + " of n" + asker + " was published at n" + publisher + " without a grant");
        }
        try {
            fail();
            callOn(node, delivery.coattail(), load, null);
            done.processed++;
        } catch (Thrown e) {
            done.failed++;
            throw e;
        }
    }

    private void fail() {
        if (!calm && world.chance(sim.plan.failing())) {
            throw new Thrown();
        }
    }

    private void callOn(SimNode node, Coattail coattail, Load load, String performing) {
        if (calm || load.hops() >= MOST_HOPS || !world.chance(sim.plan.cascading())) {
            return;
        }
        boolean drops = world.chance(0.1);
        var from = drops
                ? new From(node, node.coattail(), load.withoutPath(), null)
                : new From(node, coattail, load, performing);
        var action = world.one(sim.plan.actions());
        int target = world.chance(0.6) ? node.number() : world.below(sim.nodes.size());
        long deadline = world.one(java.util.List.of(200L, 2_000L, 20_000L));
        if (world.chance(0.8)) {
            calls.publish(from, target, action, world.chance(0.3), deadline);
        } else {
            calls.perform(from, target, action, world.chance(0.3), world.chance(0.3), deadline);
        }
    }

    /** Without a stack: it is thrown thousands of times. */
    private static final class Thrown extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Thrown() {
            super("deliberate", null, false, false);
        }
    }
}
