// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.sim;

import java.util.List;

import coattail.api.Overflow;
import coattail.core.internal.sim.Calls.From;
import coattail.core.internal.wire.Id16;

/** What is asked for, by bundles and by operators. */
final class Traffic {
    private static final int BURST = 150;

    private final Sim sim;
    private final World world;
    private final Calls calls;
    private final Operators operators;

    Traffic(Sim sim, Calls calls, Operators operators) {
        this.sim = sim;
        this.world = sim.world;
        this.calls = calls;
        this.operators = operators;
    }

    /** Has it all happen in its time. */
    void begin() {
        // Subscriptions come early, so that there is something to lose.
        for (int i = 0; i < sim.nodes.size() * 3; i++) {
            world.in(world.between(0, 5 * World.SECOND), this::subscribe);
        }
        for (int i = 0; i < sim.plan.calls(); i++) {
            world.in(world.between(0, sim.plan.traffic()), this::something);
        }
    }

    private SimNode anyone() {
        return sim.node(world.below(sim.nodes.size()));
    }

    private long deadline() {
        return world.one(List.of(30L, 300L, 3_000L, 10_000L, 30_000L));
    }

    private void something() {
        int what = world.below(100);
        if (what < 35) {
            publish(1);
        } else if (what < 40) {
            publish(1 + world.below(BURST));
        } else if (what < 50) {
            publishRemotely();
        } else if (what < 68) {
            perform();
        } else if (what < 80) {
            subscribe();
        } else if (what < 84) {
            unsubscribe();
        } else if (what < 88) {
            calls.cancelOne();
        } else if (what < 92) {
            withdraw();
        } else if (what < 94) {
            revokeSubscription();
        } else if (what < 96) {
            revoke();
        } else {
            renew();
        }
    }

    private void publish(int times) {
        var node = anyone();
        var action = world.one(sim.plan.actions());
        boolean verdicts = world.chance(0.7);
        long deadline = deadline();
        for (int i = 0; i < times && node.alive(); i++) {
            calls.publish(From.bundle(node), node.number(), action, verdicts, deadline);
        }
    }

    private void publishRemotely() {
        var node = anyone();
        if (node.alive()) {
            calls.publish(
                    From.bundle(node), issuer(node), world.one(sim.plan.actions()), world.chance(0.5), deadline());
        }
    }

    private void perform() {
        var node = anyone();
        if (node.alive()) {
            int target = world.chance(0.2) ? node.number() : issuer(node);
            boolean publish = world.chance(0.3);
            calls.perform(
                    From.bundle(node),
                    target,
                    world.one(sim.plan.actions()),
                    publish,
                    publish && world.chance(0.6),
                    deadline());
        }
    }

    /** One whose token the instance holds, mostly. */
    private int issuer(SimNode holder) {
        var issuers = sim.grants.all().stream()
                .filter(token -> token.holder == holder.number())
                .map(token -> token.issuer)
                .toList();
        return issuers.isEmpty() || world.chance(0.05) ? world.below(sim.nodes.size()) : world.one(issuers);
    }

    private void subscribe() {
        var node = anyone();
        int publisher = issuer(node);
        if (node.alive() && publisher != node.number()) {
            calls.subscribe(
                    node,
                    publisher,
                    world.one(sim.plan.actions()),
                    world.one(sim.plan.receivers()),
                    world.chance(0.5) ? Overflow.DROP_OLDEST : world.one(List.of(Overflow.values())));
        }
    }

    private void unsubscribe() {
        var node = anyone();
        int publisher = issuer(node);
        if (node.alive() && publisher != node.number()) {
            calls.unsubscribe(node, publisher, world.one(sim.plan.actions()), world.one(sim.plan.receivers()));
        }
    }

    /** An action or a receiver is away for a moment, or for longer. */
    private void withdraw() {
        var node = anyone();
        var name = world.chance(0.6) ? world.one(sim.plan.receivers()) : world.one(sim.plan.actions());
        if (node.alive()) {
            world.note("withdraw " + name, node.number(), 0);
            node.withdraw(name);
            world.in(world.one(List.of(200 * World.MILLI, 3 * World.SECOND, 12 * World.SECOND)), node::offerAll);
        }
    }

    private void revokeSubscription() {
        var node = anyone();
        if (node.alive()) {
            var lines = node.parts().hub().snapshot();
            if (!lines.isEmpty()) {
                var line = world.one(lines);
                world.note("revoke subscription", node.number(), 0);
                node.parts().hub().revoke(line.subscriber().id(), Id16.parse(line.id()));
            }
        }
    }

    private void revoke() {
        var tokens = sim.grants.all();
        var token = world.one(tokens);
        operators.revokeAll(token.issuer, token.holder);
        if (world.chance(0.7)) {
            world.in(world.between(1, 20) * World.SECOND, () -> operators.renew(token.issuer, token.holder));
        }
    }

    private void renew() {
        var token = world.one(sim.grants.all());
        operators.renew(token.issuer, token.holder);
    }
}
