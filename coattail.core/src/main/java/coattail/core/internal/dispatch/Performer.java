// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.dispatch;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;

import coattail.api.Action;
import coattail.api.CoattailException;
import coattail.api.ErrorCode;
import coattail.api.Invocation;
import coattail.core.internal.authority.Operation;
import coattail.core.internal.publish.Publishing;
import coattail.core.internal.registry.ActionEntry;
import coattail.core.internal.registry.ActionRegistry;
import coattail.core.internal.registry.Slots;
import coattail.core.internal.trace.Step;
import coattail.core.internal.wire.ArrivingRest;
import coattail.core.internal.wire.Body;
import coattail.core.internal.wire.Failure;
import coattail.core.internal.wire.Message;
import coattail.core.internal.wire.Path;
import coattail.core.internal.wire.Trace;
import coattail.core.internal.work.Scope;
import coattail.core.internal.work.TimerWheel;
import coattail.core.internal.work.Workers;

/** Performs actions of this instance, for peers and for its own bundles alike. */
public final class Performer {
    private final String ownId;
    private final Entrance entrance;
    private final Reception reception;
    private final ActionRegistry actions;
    private final Publisher publisher;
    private final Workers workers;
    private final TimerWheel timers;

    public Performer(
            String ownId,
            Entrance entrance,
            Reception reception,
            ActionRegistry actions,
            Publisher publisher,
            Workers workers,
            TimerWheel timers) {
        this.ownId = requireNonNull(ownId, "ownId");
        this.entrance = requireNonNull(entrance, "entrance");
        this.reception = requireNonNull(reception, "reception");
        this.actions = requireNonNull(actions, "actions");
        this.publisher = requireNonNull(publisher, "publisher");
        this.workers = requireNonNull(workers, "workers");
        this.timers = requireNonNull(timers, "timers");
    }

    /** Makes what an action is given. */
    @FunctionalInterface
    public interface Invocations {
        /** @param trace with the step of this action already in its path */
        Invocation create(Caller caller, ActionEntry action, Trace trace, long deadlineMillis, Scope scope);
    }

    /**
     * Begins to perform. Doesn't block; may answer before it returns.
     *
     * @param deadlineMillis on the timers' clock
     * @param invocations makes what the action is given
     */
    public Running perform(
            Caller caller, Message.Perform request, long deadlineMillis, Invocations invocations, Answer answer) {
        var operation = request.thenPublish() ? Operation.PERFORM_AND_PUBLISH : Operation.PERFORM;
        return reception.take(
                caller,
                operation,
                Step.Kind.PERFORMED,
                request,
                false,
                deadlineMillis,
                answer,
                (whole, once, noted) -> {
                    var performance =
                            new Performance(caller, operation, whole, deadlineMillis, invocations, once, noted);
                    performance.begin();
                    return performance;
                });
    }

    /** One performing, from the entrance to the answer. */
    private final class Performance implements Running {
        private final Caller caller;
        private final Operation operation;
        private final Message.Perform request;
        private final long deadline;
        private final Invocations invocations;
        private final OneAnswer answer;
        private final Step noted;
        private final Scope scope = new Scope();
        /** The input, whole where the action doesn't read it as a stream. */
        private volatile Body input;

        private volatile Publishing publishing;
        /** The last that was to have a place; it may stand in line. */
        private volatile PlaceTurn waiting;

        Performance(
                Caller caller,
                Operation operation,
                Message.Perform request,
                long deadline,
                Invocations invocations,
                OneAnswer answer,
                Step noted) {
            this.caller = caller;
            this.operation = operation;
            this.request = request;
            this.input = request.input();
            this.deadline = deadline;
            this.invocations = invocations;
            this.answer = answer;
            this.noted = noted;
        }

        void begin() {
            long step = Path.step(ownId, request.name());
            var trace = noted.trace(request.trace().path().append(step));
            var action = actions.find(request.name());
            if (action.isPresent()) {
                submit(action.get(), trace);
            } else {
                awaitSuccessor(trace);
            }
        }

        /**
         * The action may be in the middle of an update, the new revision about to offer it again. A call whose deadline
         * comes first is told that there is no such action, for that is what kept it waiting.
         */
        private void awaitSuccessor(Trace trace) {
            actions.awaitOffered(request.name(), deadline)
                    .thenAccept(successor -> successor.ifPresentOrElse(
                            found -> submit(found, trace),
                            () -> refuse(Failure.of(
                                    ErrorCode.NO_SUCH_ACTION, "nobody offers an action '" + request.name() + "'"))));
        }

        private void submit(ActionEntry action, Trace trace) {
            if (answer.given()) {
                release();
                return;
            }
            if (!action.input().streams() && input.rest() instanceof ArrivingRest rest) {
                gather(rest, action, trace);
                return;
            }
            var turn = new PlaceTurn(action, trace);
            waiting = turn;
            answer.timeout(timers.schedule(deadline, turn::late));
            switch (action.slots().enter(turn)) {
                case TAKEN -> {
                    if (!turn.begin()) {
                        action.slots().release();
                    }
                }
                case WAITING -> turn.stay();
                case FULL ->
                    refuse(Failure.busy("all " + action.slots().limit() + " places of '" + request.name()
                            + "' are taken, and " + action.slots().lineLimit() + " calls wait for one"));
                case GONE -> turn.gone();
            }
        }

        /** The way of the call into a place at the action, and through the line in front of it if there is one. */
        private final class PlaceTurn implements Slots.Turn {
            private final ActionEntry action;
            private final Trace trace;
            private volatile boolean begun;

            PlaceTurn(ActionEntry action, Trace trace) {
                this.action = action;
                this.trace = trace;
            }

            /** It is in line: nobody waits for it any more if the answer was given before. */
            void stay() {
                if (answer.given()) {
                    leave();
                }
            }

            void leave() {
                if (action.slots().leave(this)) {
                    release();
                }
            }

            void late() {
                cancel(
                        ErrorCode.DEADLINE,
                        "'" + request.name() + "' had not "
                                + (begun
                                        ? "finished when its time was up"
                                        : "begun when its time was up, since all its places were taken"));
            }

            @Override
            public boolean begin() {
                if (answer.given()) {
                    release();
                    return false;
                }
                if (!action.enter()) {
                    // It went between the look-up and here, and isn't found any more.
                    gone();
                    return false;
                }
                begun = true;
                try {
                    workers.execute(
                            "coattail " + request.name() + " <- " + caller.who().name(),
                            action.classLoader(),
                            () -> run(action, trace));
                    return true;
                } catch (RejectedExecutionException e) {
                    action.exit();
                    refuse(Failure.busy("no thread is free"));
                    return false;
                }
            }

            @Override
            public void gone() {
                answer.stopTimer();
                if (answer.given()) {
                    release();
                } else {
                    awaitSuccessor(trace);
                }
            }
        }

        /** Takes no slot before the input is whole: a slow caller must not keep others from the action. */
        private void gather(ArrivingRest rest, ActionEntry action, Trace trace) {
            rest.gather(
                    input,
                    whole -> {
                        input = whole;
                        submit(action, trace);
                    },
                    this::refuse);
        }

        private void run(ActionEntry action, Trace trace) {
            Body output = null;
            try {
                output = output(action, trace);
                if (output != null && !output.isWhole()) {
                    stream(output);
                    output = null;
                }
            } catch (CoattailException e) {
                answer.fail(Failures.of(e));
            } catch (Throwable e) {
                answer.fail(Failures.internal("performing '" + request.name() + "'", e, noted.id()));
            } finally {
                leave(action);
            }
            if (output != null) {
                finish(output, trace);
            }
        }

        /** @return {@code null} if the answer was given meanwhile, or is given here */
        private Body output(ActionEntry action, Trace trace) {
            // Authority is looked at again here: it may have been taken away while the call waited for its worker.
            var ended = entrance.check(caller, operation, request.name());
            if (ended.isPresent()) {
                answer.fail(ended.get());
                return null;
            }
            var value = action.input().read(input);
            if (!answer.begin() || !scope.begin()) {
                return null;
            }
            Object output;
            try {
                output = invoke(action, value, invocations.create(caller, action, trace, deadline, scope));
            } catch (Throwable e) {
                if (scope.cancelled()) {
                    answer.fail(Failure.of(ErrorCode.CANCELLED, ""));
                } else {
                    answer.fail(Failures.ofHandler("action '" + request.name() + "'", e, noted.id()));
                }
                return null;
            } finally {
                scope.end();
            }
            try {
                return action.output().write(output);
            } catch (CoattailException e) {
                // The fault is the action's: to the caller it must not look like one of the input.
                answer.fail(Failures.ofHandler("the output of action '" + request.name() + "'", e, noted.id()));
                return null;
            }
        }

        @SuppressWarnings("unchecked")
        private static Object invoke(ActionEntry action, Object input, Invocation invocation) throws Exception {
            return ((Action<Object, Object>) action.service()).perform(input, invocation);
        }

        /**
         * The output is sent while the action's place is taken: a slow caller costs no more than a slow action does.
         */
        private void stream(Body output) {
            Optional<Failure> refused = request.thenPublish()
                    ? Optional.of(Failure.of(
                            ErrorCode.UNSUPPORTED_TYPE,
                            "a payload that is a stream is read once and can't be published"))
                    : Optional.empty();
            if (answer.respond(new Output(output, Optional.empty(), refused))) {
                answer.sendBody(deadline);
            }
        }

        private void finish(Body output, Trace trace) {
            if (!request.thenPublish()) {
                answer.respond(Output.of(output));
                return;
            }
            if (answer.given()) {
                // The caller was told that it failed, or may not do this any more: then it isn't published either.
                return;
            }
            // The action has finished in time: from here on verdicts may be late, the output isn't.
            answer.stopTimer();
            var begun = publisher.publishOutput(request, output, trace, deadline);
            publishing = begun;
            if (answer.given()) {
                begun.cancel();
            }
            begun.result()
                    .whenComplete((publication, thrown) -> answer.respond(
                            thrown == null
                                    ? new Output(output, Optional.of(publication), Optional.empty())
                                    : new Output(
                                            output,
                                            Optional.empty(),
                                            Optional.of(Publisher.failure(request.name(), thrown, noted)))));
        }

        private void leave(ActionEntry action) {
            action.exit();
            action.slots().release();
            release();
        }

        private void refuse(Failure failure) {
            answer.fail(failure);
            release();
        }

        private void release() {
            if (request.input().rest() instanceof ArrivingRest rest) {
                rest.release();
            }
            entrance.leave(caller);
            answer.released();
        }

        @Override
        public void cancel(ErrorCode code, String reason) {
            if (answer.fail(Failure.of(code, reason))) {
                scope.cancel();
                var turn = waiting;
                if (turn != null) {
                    turn.leave();
                }
                var waited = publishing;
                if (waited != null) {
                    waited.cancel();
                }
            }
        }
    }
}
