// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.sim;

import java.util.List;
import java.util.stream.IntStream;

import coattail.core.internal.sim.SimNode.NodePlan;

/**
 * How a simulation is made: drawn from its seed.
 *
 * @param nodes how many instances
 * @param links how many tokens each instance holds, on average
 * @param actions the names of each instance's actions
 * @param receivers the names of each instance's receivers
 * @param latency of the network, in microseconds
 * @param traffic for how long there is traffic, in microseconds
 * @param calls how many things are asked for in that time
 * @param mishaps how many things go wrong in that time
 * @param cascading how often a handler calls on
 * @param failing how often a handler throws
 * @param large how often a body is large
 * @param budget the bytes that an instance may hold
 * @param hopLimit how many steps a cascade may have
 * @param burst the cascades' deliveries at once
 * @param rate and a second
 * @param tight whether tokens allow little
 */
record Plan(
        int nodes,
        double links,
        List<String> actions,
        List<String> receivers,
        long latency,
        long traffic,
        int calls,
        int mishaps,
        double cascading,
        double failing,
        double large,
        long budget,
        int hopLimit,
        int burst,
        int rate,
        boolean tight) {

    /** A few instances to which much happens. */
    static Plan small(World world) {
        boolean cascades = world.chance(0.3);
        return new Plan(
                2 + world.below(5),
                1 + 2 * world.random().nextDouble(),
                names("a", 1 + world.below(3)),
                names("r", 1 + world.below(3)),
                world.one(List.of(200L, 2_000L, 20_000L, 80_000L)),
                world.between(10, 50) * World.SECOND,
                (int) world.between(40, 250),
                (int) world.between(0, 25),
                cascades ? 0.7 * world.random().nextDouble() : 0.05,
                world.chance(0.3) ? 0.2 : 0.01,
                world.chance(0.2) ? 0.5 : 0.02,
                world.one(List.of(60_000L, 400_000L, 64_000_000L)),
                2 + world.below(7),
                cascades ? (int) world.between(5, 60) : 10_000,
                cascades ? (int) world.between(1, 20) : 1_000,
                world.chance(0.2));
    }

    /** Many instances to which little happens. */
    static Plan large(int nodes) {
        return new Plan(
                nodes,
                2,
                List.of("a0", "a1"),
                List.of("r0"),
                20_000,
                20 * World.SECOND,
                nodes * 4,
                nodes / 10,
                0.3,
                0.01,
                0.01,
                1_000_000,
                5,
                1_000,
                100,
                false);
    }

    private static List<String> names(String first, int count) {
        return IntStream.range(0, count).mapToObj(i -> first + i).toList();
    }

    boolean isLarge() {
        return nodes > 50;
    }

    NodePlan node(World world) {
        return new NodePlan(
                world.between(-20, 20) * World.SECOND,
                1 + world.between(-20, 20) / 1_000.0,
                budget,
                isLarge() ? 100 * World.MILLI : 25 * World.MILLI,
                world.chance(0.1) ? 0.05 : 0,
                NodePlan.settings(tight ? 8 : 1_024, hopLimit, burst, rate));
    }
}
