// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.sim;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import coattail.api.Call;
import coattail.api.Coattail;
import coattail.api.ErrorCode;
import coattail.api.Instance;
import coattail.api.Option;
import coattail.api.Overflow;
import coattail.core.internal.sim.Ledger.Asked;

/** Makes calls through the product's faces and notes what comes of them. */
final class Calls {
    private static final int LARGE = 11_000;

    private final Sim sim;
    private final World world;
    private final List<Call<?>> open = new ArrayList<>();

    Calls(Sim sim) {
        this.sim = sim;
        this.world = sim.world;
    }

    /**
     * Who calls.
     *
     * @param coattail through what
     * @param cause what the cascade was so far, {@code null} for a new one
     * @param performing the action that calls, {@code null} for none
     */
    record From(SimNode node, Coattail coattail, Load cause, String performing) {
        /** A call of a bundle's own accord. */
        static From bundle(SimNode node) {
            return new From(node, node.coattail(), null, null);
        }
    }

    private int padding() {
        return world.chance(sim.plan.large()) ? world.below(LARGE) : world.below(200);
    }

    private Instance at(From from, int target) {
        return target == from.node().number()
                ? from.coattail().local()
                : from.coattail().peer(sim.node(target).id());
    }

    private Load load(From from, long id, Step step) {
        return from.cause() == null
                ? new Load(id, 1, List.of(step), padding())
                : from.cause().next(id, step, padding());
    }

    private static boolean sameStep(From from, Step step) {
        return step.node() == from.node().number()
                && step.action().equals(from.performing())
                && from.cause() != null
                && !from.cause().path().isEmpty()
                && from.cause().path().get(from.cause().path().size() - 1).equals(step);
    }

    Asked publish(From from, int target, String action, boolean verdicts, long deadline) {
        long id = sim.ledger.nextId();
        var step = new Step(target, action);
        boolean same = sameStep(from, step);
        var load = same ? from.cause().same(id) : load(from, id, step);
        boolean local = target == from.node().number();
        var asked = sim.ledger.ask(
                id, local ? "publish" : "remote publish", from.node().life(), deadline);
        asked.publishes = step;
        asked.verdicts = verdicts;
        asked.cascade = from.cause() != null && !from.cause().path().isEmpty();
        if (local) {
            asked.subscribed = sim.subscribed(from.node(), action);
        }
        var call = at(from, target).publish(action, load.text(), options(verdicts, false, deadline));
        open.add(call);
        call.result().whenComplete((publication, thrown) -> {
            sim.ledger.over(asked, publication, thrown);
            checkSteps(asked, from, step, same);
        });
        return asked;
    }

    void perform(From from, int target, String action, boolean publish, boolean verdicts, long deadline) {
        long id = sim.ledger.nextId();
        var step = new Step(target, action);
        var load = load(from, id, step);
        var asked = sim.ledger.ask(
                id, publish ? "perform and publish" : "perform", from.node().life(), deadline);
        asked.verdicts = verdicts;
        asked.publishes = publish ? step : null;
        var call = at(from, target).perform(action, load.text(), String.class, options(verdicts, publish, deadline));
        open.add(call);
        call.result().whenComplete((output, thrown) -> {
            if (thrown == null && !output.equals(load.text())) {
                world.broken(asked + " was answered with another's output");
            }
            var published = call.publication().toCompletableFuture();
            sim.ledger.over(
                    asked,
                    publish && published.isDone() && !published.isCompletedExceptionally() ? published.join() : null,
                    thrown);
            checkSteps(asked, from, step, false);
        });
    }

    private static Option[] options(boolean verdicts, boolean publish, long deadline) {
        var options = new ArrayList<Option>();
        options.add(Option.deadline(Duration.ofMillis(deadline)));
        if (verdicts) {
            options.add(Option.verdicts());
        }
        if (publish) {
            options.add(Option.publishResult());
        }
        return options.toArray(Option[]::new);
    }

    /** A cascade ends where it comes to a step again or has gone too far, and only there. */
    private void checkSteps(Asked asked, From from, Step step, boolean same) {
        var path = from.cause() == null ? List.<Step>of() : from.cause().path();
        boolean loop = !same && path.contains(step);
        boolean far = !same && path.size() >= sim.plan.hopLimit();
        boolean said = asked.failure == ErrorCode.LOOP || asked.failure == ErrorCode.HOP_LIMIT;
        if ((asked.failure == ErrorCode.LOOP && !loop) || (asked.failure == ErrorCode.HOP_LIMIT && (loop || !far))) {
            world.broken(asked + " is " + asked.failure + " after " + path);
        } else if (asked.failure == null && !said && (loop || far)) {
            world.broken(asked + " got through after " + path + " to " + step);
        }
    }

    void subscribe(SimNode node, int publisher, String action, String receiver, Overflow overflow) {
        var asked = sim.ledger.ask(sim.ledger.nextId(), "subscribe", node.life(), Long.MAX_VALUE);
        node.coattail()
                .peer(sim.node(publisher).id())
                .subscribe(action, receiver, Option.overflow(overflow))
                .result()
                .whenComplete((nothing, thrown) -> sim.ledger.over(asked, null, thrown));
    }

    void unsubscribe(SimNode node, int publisher, String action, String receiver) {
        var asked = sim.ledger.ask(sim.ledger.nextId(), "unsubscribe", node.life(), Long.MAX_VALUE);
        node.coattail()
                .peer(sim.node(publisher).id())
                .unsubscribe(action, receiver)
                .result()
                .whenComplete((nothing, thrown) -> sim.ledger.over(asked, null, thrown));
    }

    /** Cancels one of the last calls. */
    void cancelOne() {
        if (!open.isEmpty()) {
            int most = Math.min(10, open.size());
            open.get(open.size() - 1 - world.below(most)).cancel();
        }
    }
}
