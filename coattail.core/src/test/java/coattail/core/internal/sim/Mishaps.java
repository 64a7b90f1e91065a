// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.sim;

import java.util.List;

import coattail.core.internal.testing.InMemoryStore;

/** What goes wrong. */
final class Mishaps {
    private final Sim sim;
    private final World world;

    Mishaps(Sim sim) {
        this.sim = sim;
        this.world = sim.world;
    }

    void begin() {
        for (int i = 0; i < sim.plan.mishaps(); i++) {
            world.in(world.between(World.SECOND, sim.plan.traffic()), this::something);
        }
    }

    private void something() {
        int what = world.below(100);
        if (what < 40) {
            ofTheNetwork(what);
        } else if (what < 50) {
            part();
        } else if (what < 60) {
            slowHandlers();
        } else {
            fall(what);
        }
    }

    private void ofTheNetwork(int what) {
        var open = sim.network.connections();
        if (open.isEmpty()) {
            return;
        }
        var connection = world.one(open);
        boolean fromDialler = world.chance(0.5);
        world.note("network", 0, what);
        if (what < 10) {
            connection.cut();
        } else if (what < 16) {
            connection.halfOpen(fromDialler);
            if (world.chance(0.5)) {
                connection.halfOpen(!fromDialler);
            }
        } else if (what < 28) {
            connection.stall(fromDialler, world.one(List.of(1L, 10L, 35L, 80L)) * World.SECOND);
        } else {
            connection.slow(fromDialler, (int) world.between(100, 20_000));
            world.in(world.between(1, 60) * World.SECOND, () -> connection.slow(fromDialler, 0));
        }
    }

    private void part() {
        int one = world.below(sim.nodes.size());
        int other = world.below(sim.nodes.size());
        if (one != other) {
            world.note("part", one, other);
            sim.network.part(one, other);
            world.in(world.one(List.of(1L, 5L, 30L, 60L)) * World.SECOND, () -> sim.network.join(one, other));
        }
    }

    private void slowHandlers() {
        var node = sim.node(world.below(sim.nodes.size()));
        world.note("slow", node.number(), 0);
        node.handlerDelay(world.one(List.of(100L, 1_000L, 10_000L)) * World.MILLI);
        world.in(world.between(1, 20) * World.SECOND, () -> node.handlerDelay(5 * World.MILLI));
    }

    private void fall(int what) {
        var node = sim.node(world.below(sim.nodes.size()));
        if (!node.alive()) {
            return;
        }
        long back = world.one(List.of(100L, 1_500L, 6_000L, 30_000L)) * World.MILLI;
        if (what < 75) {
            node.crash(false);
        } else if (what < 85) {
            node.crash(true);
        } else {
            node.stop();
            back += 5 * World.SECOND;
        }
        var life = node.life();
        var backup = world.chance(0.2) ? copy(node.store(), node.store(), world.chance(0.5)) : null;
        world.in(back, () -> rise(node, life, backup));
    }

    private void rise(SimNode node, Life before, InMemoryStore backup) {
        if (node.life() != before || node.alive()) {
            return;
        }
        if (backup != null) {
            world.note("restore", node.number(), 0);
            node.store(copy(node.store(), backup, false));
        }
        node.start();
    }

    /**
     * A store with the tokens and peers of one and the subscriptions of another, both ways.
     *
     * @param empty whether there are none of these instead
     */
    private InMemoryStore copy(InMemoryStore now, InMemoryStore then, boolean empty) {
        var copy = new InMemoryStore();
        now.owner().ifPresent(copy::claim);
        now.tokens().list().forEach(copy.tokens()::add);
        now.peers().list().forEach(copy.peers()::put);
        if (!empty) {
            then.subscriptions().list().forEach(copy.subscriptions()::put);
            then.subscribers().list().forEach(row -> copy.subscribers().put(row, Integer.MAX_VALUE));
        }
        return copy;
    }

    /**
     * Everything is as it should be from now on.
     *
     * @param told whether those are told whose connections are dead, or have to find out
     */
    void heal(boolean told) {
        sim.network.joinAll();
        for (var node : sim.nodes) {
            node.handlerDelay(5 * World.MILLI);
            if (!node.alive()) {
                node.start();
            }
            node.offerAll();
        }
        for (var connection : List.copyOf(sim.network.connections())) {
            connection.slow(true, 0);
            connection.slow(false, 0);
            if (told && connection.isSick()) {
                connection.cut();
            }
        }
    }
}
