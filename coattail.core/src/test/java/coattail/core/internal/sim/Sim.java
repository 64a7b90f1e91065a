// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.sim;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import coattail.core.internal.sim.Ledger.Place;

/** What the parts of one simulation share. */
final class Sim {
    final World world;
    final Network network;
    final Ledger ledger;
    final Grantbook grants = new Grantbook();
    final Plan plan;
    final List<SimNode> nodes = new ArrayList<>();
    private final Map<String, SimNode> byId = new HashMap<>();

    Sim(World world, Plan plan) {
        this.world = world;
        this.plan = plan;
        this.network = new Network(world, plan.latency());
        this.ledger = new Ledger(world);
        for (int i = 0; i < plan.nodes(); i++) {
            var node = new SimNode(world, network, i, plan.node(world));
            nodes.add(node);
            byId.put(node.id(), node);
        }
    }

    SimNode node(int number) {
        return nodes.get(number);
    }

    SimNode node(String id) {
        return byId.get(id);
    }

    /** Who is subscribed to an action of an instance at this moment, as its publisher has it. */
    Set<Place> subscribed(SimNode publisher, String action) {
        var places = new LinkedHashSet<Place>();
        for (var line : publisher.parts().hub().snapshot()) {
            if (line.action().equals(action)) {
                places.add(new Place(
                        publisher.number(), action, node(line.subscriber().id()).number(), line.receiver()));
            }
        }
        return places;
    }
}
