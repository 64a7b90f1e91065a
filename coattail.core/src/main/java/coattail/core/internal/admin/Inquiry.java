// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.admin;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;

import coattail.api.CoattailException;
import coattail.api.ErrorCode;
import coattail.api.InstanceRef;
import coattail.core.admin.CascadeSource;
import coattail.core.admin.CascadeSource.State;
import coattail.core.internal.dispatch.Failures;
import coattail.core.internal.dispatch.Peering;
import coattail.core.internal.session.SessionEvents;
import coattail.core.internal.trace.StepView;
import coattail.core.internal.trace.StepsText;
import coattail.core.internal.trace.TraceContext;
import coattail.core.internal.wire.ArrivingRest;
import coattail.core.internal.wire.Body;
import coattail.core.internal.wire.Failure;
import coattail.core.internal.wire.Id16;
import coattail.core.internal.wire.Message;
import coattail.core.internal.wire.Path;
import coattail.core.internal.wire.Trace;
import coattail.core.internal.work.TimerWheel;

/**
 * Gathers the steps of one cascade: asks peers, and then those whom their steps name, over this instance's own
 * connections and with its own tokens. For one thread.
 */
final class Inquiry {
    private static final long PATIENCE_MILLIS = 5_000;
    /** So many are asked at most, whatever an answer names. */
    private static final int MOST = 64;

    /** Asking is no step of the cascade; but 0 names no span. */
    private static final long NO_STEP = 1;

    private final Id16 trace;
    private final Trace question;
    private final InstanceRef self;
    private final Peering peering;
    private final Function<String, InstanceRef> names;
    private final TimerWheel timers;
    private final Map<String, CompletableFuture<StepsText>> asked = new LinkedHashMap<>();
    private final Map<InstanceRef, List<StepView>> steps = new LinkedHashMap<>();
    private final List<CascadeSource> sources = new ArrayList<>();

    /** @param names how an instance is called here, with an empty name where it isn't known */
    Inquiry(Id16 trace, InstanceRef self, Peering peering, Function<String, InstanceRef> names, TimerWheel timers) {
        this.trace = trace;
        this.question = new Trace(Path.EMPTY, new TraceContext(trace, NO_STEP, (byte) 0).toByteArray());
        this.self = self;
        this.peering = peering;
        this.names = names;
        this.timers = timers;
    }

    Map<InstanceRef, List<StepView>> steps() {
        return steps;
    }

    List<CascadeSource> sources() {
        return sources;
    }

    /** Takes what an instance knows, and asks those whom that names. */
    void tell(InstanceRef from, StepsText told) {
        steps.put(from, told.steps());
        sources.add(new CascadeSource(from, State.ANSWERED, told.steps().size(), told.left(), ""));
        told.steps().forEach(step -> ask(step.peer()));
    }

    /** Asks an instance, once. */
    void ask(String id) {
        if (id.equals(self.id()) || asked.containsKey(id)) {
            return;
        }
        var answer = new CompletableFuture<StepsText>();
        asked.put(id, answer);
        if (asked.size() > MOST) {
            answer.completeExceptionally(
                    new CoattailException(ErrorCode.UNAVAILABLE, "not asked: " + MOST + " others were"));
            return;
        }
        var peer = names.apply(id);
        if (peer.name().isEmpty()) {
            answer.completeExceptionally(
                    new CoattailException(ErrorCode.NOT_CONNECTED, "it isn't a peer of this instance"));
            return;
        }
        try {
            peering.ask(
                    peer,
                    grant -> new Message.AskTrace(grant, question, 0),
                    timers.now() + PATIENCE_MILLIS,
                    false,
                    new Listener(answer));
        } catch (CoattailException e) {
            answer.completeExceptionally(e);
        }
    }

    /** Waits for all answers, and for those of whom they name. */
    void follow() throws InterruptedException {
        var done = new ArrayList<String>();
        while (done.size() < asked.size()) {
            var id = asked.keySet().stream()
                    .filter(candidate -> !done.contains(candidate))
                    .findFirst()
                    .orElseThrow();
            done.add(id);
            take(names.apply(id), asked.get(id));
        }
    }

    private void take(InstanceRef peer, CompletableFuture<StepsText> answer) throws InterruptedException {
        try {
            tell(peer, answer.get());
        } catch (ExecutionException e) {
            var why = e.getCause() instanceof CoattailException known
                    ? known
                    : Failures.exception(Failures.internal("reading the steps of a peer", e.getCause()));
            sources.add(new CascadeSource(peer, state(why.code()), 0, 0, why.getMessage()));
        }
    }

    private static State state(ErrorCode code) {
        return switch (code) {
            case NOT_CONNECTED, DEADLINE, UNAVAILABLE, CANCELLED, DRAIN -> State.UNREACHABLE;
            default -> State.REFUSED;
        };
    }

    /** Reads the answer on the thread that drives the connection: it is one frame as a rule. */
    private final class Listener implements SessionEvents.ResponseListener {
        private final CompletableFuture<StepsText> answer;

        Listener(CompletableFuture<StepsText> answer) {
            this.answer = answer;
        }

        @Override
        public void answered(Message message) {
            Body body = ((Message.Response) message).body();
            if (body.rest() instanceof ArrivingRest rest) {
                rest.gather(
                        body,
                        whole -> {
                            read(whole);
                            rest.release();
                        },
                        this::failed);
            } else {
                read(body);
            }
        }

        private void read(Body body) {
            try {
                answer.complete(StepsText.read(trace, body));
            } catch (RuntimeException e) {
                answer.completeExceptionally(e);
            }
        }

        @Override
        public void failed(Failure failure) {
            answer.completeExceptionally(Failures.exception(failure));
        }
    }
}
