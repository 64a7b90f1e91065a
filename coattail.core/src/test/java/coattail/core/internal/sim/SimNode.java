// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.sim;

import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import java.util.random.RandomGenerator;

import coattail.api.Action;
import coattail.api.Coattail;
import coattail.api.InstanceRef;
import coattail.api.Receiver;
import coattail.core.internal.audit.AuditEvent;
import coattail.core.internal.audit.AuditTrail;
import coattail.core.internal.instance.Assembly;
import coattail.core.internal.instance.Ground;
import coattail.core.internal.instance.Settings;
import coattail.core.internal.memory.ByteBudget;
import coattail.core.internal.registry.Handlers;
import coattail.core.internal.testing.InMemoryStore;
import coattail.core.internal.testing.TestIdentities;
import coattail.core.internal.token.VerifyingKeys;
import coattail.core.internal.work.Workers;
import coattail.core.spi.AdmissionLimits;
import coattail.core.spi.Store;
import coattail.core.spi.TlsIdentity;

/** One instance of the simulation, through all its lives. */
final class SimNode {
    /** When every simulation begins. */
    static final Instant BEGINNING = Instant.parse("2030-01-01T00:00:00Z");

    /** Nobody looks into it here: the network knows the keys. */
    private static final TlsIdentity ANY_IDENTITY = TestIdentities.ed25519("simulated");

    private static final AuditTrail NO_TRAIL = new AuditTrail() {
        @Override
        public void note(AuditEvent event) {
            // Kept nowhere.
        }

        @Override
        public void record(AuditEvent event) {
            // Kept nowhere.
        }
    };
    /** The longest that a handler takes. */
    private static final long SLOWEST = 15 * World.SECOND;

    private static final long DRAIN = 4 * World.SECOND;

    private final World world;
    private final Network network;
    private final int number;
    private final SimKey key;
    private final NodePlan plan;
    private final Map<String, Action<String, String>> actions = new LinkedHashMap<>();
    private final Map<String, Receiver<String>> receivers = new LinkedHashMap<>();
    /** What takes away what is offered in this life. */
    private final Map<String, Runnable> offered = new LinkedHashMap<>();

    private InMemoryStore store = new InMemoryStore();
    private Life life;
    private Assembly parts;
    private ByteBudget budget;
    private long bootedAt;
    /** How long handlers take now, at most, in microseconds. */
    private long handlerDelay = 5 * World.MILLI;

    SimNode(World world, Network network, int number, NodePlan plan) {
        this.world = world;
        this.network = network;
        this.number = number;
        this.key = SimKey.of(number);
        this.plan = plan;
        store.claim(key.id());
    }

    int number() {
        return number;
    }

    String id() {
        return key.id();
    }

    SimKey key() {
        return key;
    }

    String name() {
        return "n" + number;
    }

    Life life() {
        return life;
    }

    boolean alive() {
        return life != null && life.alive();
    }

    Assembly parts() {
        return parts;
    }

    ByteBudget budget() {
        return budget;
    }

    Coattail coattail() {
        return parts.coattail();
    }

    InMemoryStore store() {
        return store;
    }

    /** Puts another store in the place of this instance's, which isn't running. */
    void store(InMemoryStore other) {
        store = other;
    }

    void handlerDelay(long most) {
        handlerDelay = most;
    }

    void performs(String name, Action<String, String> action) {
        actions.put(name, action);
    }

    void receives(String name, Receiver<String> receiver) {
        receivers.put(name, receiver);
    }

    /** The time on this instance's wall. */
    Instant wall() {
        return BEGINNING.plusNanos((world.now() + plan.wallAhead()) * 1_000);
    }

    private long clock() {
        return 1_000_000 + (long) ((world.now() - bootedAt) * plan.pace()) / World.MILLI;
    }

    /** Starts with what is stored, as another process. */
    void start() {
        life = new Life(number);
        bootedAt = world.now();
        budget = new ByteBudget(plan.budget(), Math.max(1, plan.budget() / 2));
        offered.clear();
        var mine = life;
        parts = new Assembly(ground(mine), plan::settings, () -> {});
        parts.load();
        actions.keySet().forEach(this::offerAction);
        receivers.keySet().forEach(this::offerReceiver);
        parts.start();
        network.listen(number, mine, key.spki(), parts.dialler()::accept);
        parts.dial();
        world.note("start", number, 0);
        turn(mine);
    }

    private Ground ground(Life mine) {
        RandomGenerator random = world.random().split();
        VerifyingKeys keys =
                id -> id.equals(key.tokenKeyId()) ? java.util.Optional.of(key.publicKey()) : java.util.Optional.empty();
        Store front = store;
        return new Ground(
                new InstanceRef(key.id(), name()),
                key,
                () -> ANY_IDENTITY,
                keys,
                network.of(number, mine, key.spki()),
                front,
                this::clock,
                this::wall,
                random,
                new Workers(task -> handle(mine, task), task -> later(mine, task)),
                budget,
                NO_TRAIL,
                "coattail/sim");
    }

    private void handle(Life mine, Runnable task) {
        if (!mine.alive() || world.chance(plan.noThread())) {
            throw new RejectedExecutionException("no thread");
        }
        long most = world.chance(0.02) ? Math.min(handlerDelay * 20, SLOWEST) : handlerDelay;
        world.in(world.between(10, Math.max(10, most)), mine.doing(task));
    }

    private void later(Life mine, Runnable task) {
        world.in(world.chance(0.02) ? world.between(0, 50 * World.MILLI) : world.between(5, 500), mine.doing(task));
    }

    private void turn(Life mine) {
        parts.timers().advance(clock());
        world.in(plan.turn() + world.below(2_000), () -> {
            if (mine.alive()) {
                turn(mine);
            }
        });
    }

    void offerAction(String name) {
        var action = actions.get(name);
        if (action != null && alive() && !offered.containsKey(name)) {
            offered.put(name, Handlers.offer(parts.actions(), name, String.class, String.class, action));
        }
    }

    void offerReceiver(String name) {
        var receiver = receivers.get(name);
        if (receiver != null && alive() && !offered.containsKey(name)) {
            world.note("offer " + name, number, 0);
            offered.put(name, Handlers.offer(parts.receivers(), name, String.class, receiver));
        }
    }

    /** Takes an action or a receiver away for the moment. */
    void withdraw(String name) {
        var away = offered.remove(name);
        if (away != null) {
            away.run();
        }
    }

    void offerAll() {
        actions.keySet().forEach(this::offerAction);
        receivers.keySet().forEach(this::offerReceiver);
    }

    /**
     * Dies at once.
     *
     * @param power whether the host goes as well, and says nothing to anybody
     */
    void crash(boolean power) {
        if (alive()) {
            world.note(power ? "power off" : "kill", number, 0);
            life.end();
            network.died(life, power);
        }
    }

    /** Stops in good order: it is gone soon after. */
    void stop() {
        if (!alive()) {
            return;
        }
        world.note("stop", number, 0);
        var mine = life;
        var leaving = parts;
        network.deaf(number);
        leaving.leave();
        world.in(world.between(DRAIN / 8, DRAIN), () -> {
            if (mine.alive()) {
                leaving.close();
                mine.end();
                network.died(mine, false);
            }
        });
    }

    Settings settings() {
        return plan.settings();
    }

    /**
     * How an instance is made.
     *
     * @param wallAhead how far its date is ahead, in microseconds
     * @param pace how fast its clock runs: 1 is right
     * @param budget how many bytes it may hold
     * @param turn how often it looks at its timers, in microseconds
     * @param noThread how often there is no thread for a handler
     */
    record NodePlan(long wallAhead, double pace, long budget, long turn, double noThread, Settings settings) {
        static Settings settings(int streams, int hopLimit, int cascadeBurst, int cascadeRate) {
            return new Settings(
                    "sim",
                    Path.of("/nowhere"),
                    true,
                    "",
                    1,
                    "",
                    AdmissionLimits.DEFAULT,
                    streams,
                    1 << 20,
                    hopLimit,
                    cascadeBurst,
                    cascadeRate);
        }
    }
}
