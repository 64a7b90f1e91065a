// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.dispatch;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.function.Predicate;

import coattail.api.CoattailException;
import coattail.api.ErrorCode;
import coattail.core.internal.authority.Operation;
import coattail.core.internal.publish.Hub;
import coattail.core.internal.publish.Publishing;
import coattail.core.internal.trace.Chronicle;
import coattail.core.internal.trace.Step;
import coattail.core.internal.wire.ArrivingRest;
import coattail.core.internal.wire.Body;
import coattail.core.internal.wire.Failure;
import coattail.core.internal.wire.Message;
import coattail.core.internal.wire.Path;
import coattail.core.internal.wire.Trace;

/** Publishes under the names of this instance, for peers and for its own bundles alike. */
public final class Publisher {
    private final String ownId;
    private final Entrance entrance;
    private final Reception reception;
    private final Predicate<String> declared;
    private final Hub hub;
    private final Chronicle chronicle;

    /**
     * @param declared whether an action of this instance has a name, or a service declares that it publishes under it
     */
    public Publisher(
            String ownId,
            Entrance entrance,
            Reception reception,
            Predicate<String> declared,
            Hub hub,
            Chronicle chronicle) {
        this.ownId = requireNonNull(ownId, "ownId");
        this.entrance = requireNonNull(entrance, "entrance");
        this.reception = requireNonNull(reception, "reception");
        this.declared = requireNonNull(declared, "declared");
        this.hub = requireNonNull(hub, "hub");
        this.chronicle = requireNonNull(chronicle, "chronicle");
    }

    /**
     * Publishes. Doesn't block; may answer before it returns.
     *
     * @param deadlineMillis on the timers' clock
     * @param performing the action of this instance that is publishing from within its own performing; publishing under
     *     its own name is that same step and no loop
     */
    public Running publish(
            Caller caller, Message.Publish request, long deadlineMillis, Optional<String> performing, Answer answer) {
        long step = Path.step(ownId, request.name());
        var path = request.trace().path();
        boolean sameStep = performing.isPresent() && performing.get().equals(request.name()) && path.endsWith(step);
        return reception.take(
                caller,
                Operation.PUBLISH,
                Step.Kind.PUBLISHED,
                request,
                sameStep,
                deadlineMillis,
                answer,
                (whole, once, noted) -> {
                    var trace = noted.trace(sameStep ? path : path.append(step));
                    return begin(new Publication(caller, whole, trace, deadlineMillis, once, noted));
                });
    }

    private Running begin(Publication publication) {
        var request = publication.request;
        if (!declared.test(request.name())) {
            publication.refuse(
                    Failure.of(ErrorCode.NO_SUCH_ACTION, "nobody offers or publishes '" + request.name() + "'"));
            return publication;
        }
        if (request.data().rest() instanceof ArrivingRest rest) {
            publication.gather(rest);
        } else {
            publication.begin(request.data());
        }
        return publication;
    }

    /** One publishing, from the entrance to the answer. */
    private final class Publication implements Running {
        private final Caller caller;
        private final Message.Publish request;
        private final Trace trace;
        private final long deadline;
        private final OneAnswer answer;
        private final Step noted;
        private volatile Publishing publishing;

        Publication(Caller caller, Message.Publish request, Trace trace, long deadline, OneAnswer answer, Step noted) {
            this.caller = caller;
            this.request = request;
            this.trace = trace;
            this.deadline = deadline;
            this.answer = answer;
            this.noted = noted;
        }

        /** Several read what is published, so it must be whole first. */
        void gather(ArrivingRest rest) {
            rest.gather(
                    request.data(),
                    whole -> {
                        if (answer.given()) {
                            release();
                        } else {
                            begin(whole);
                        }
                        rest.release();
                    },
                    failure -> {
                        answer.fail(failure);
                        release();
                    });
        }

        void begin(Body data) {
            boolean cascade = request.trace().path().length() > 0;
            var begun = hub.publish(request.name(), data, trace, cascade, request.verdicts(), deadline);
            publishing = begun;
            if (answer.given()) {
                begun.cancel();
            }
            begun.result().whenComplete((publication, thrown) -> {
                if (thrown == null) {
                    noted.published(publication.counts());
                    answer.respond(Output.of(publication));
                } else {
                    end(failure(request.name(), thrown, noted));
                }
                release();
            });
        }

        void refuse(Failure failure) {
            answer.fail(failure);
            release();
        }

        private void release() {
            entrance.leave(caller);
            answer.released();
        }

        /** Subscribers may have got it, but where the budget of its cascade is used up: then nothing was published. */
        private boolean end(Failure failure) {
            boolean untouched = publishing == null || failure.code() == ErrorCode.RATE_LIMITED;
            return (untouched || answer.begin()) && answer.fail(failure);
        }

        @Override
        public void cancel(ErrorCode code, String reason) {
            if (end(Failure.of(code, reason))) {
                var begun = publishing;
                if (begun != null) {
                    begun.cancel();
                }
            }
        }
    }

    /**
     * Publishes what an action answered. The trace has the action's step in its path already: performing was that step.
     */
    Publishing publishOutput(Message.Perform request, Body output, Trace trace, long deadlineMillis) {
        boolean cascade = request.trace().path().length() > 0;
        var noted = chronicle.begin(Step.Kind.PUBLISHED, trace, request.name(), "", ownId);
        var publishing = hub.publish(
                request.name(), output, noted.trace(trace.path()), cascade, request.verdicts(), deadlineMillis);
        return new NotedPublishing(publishing, noted);
    }

    static Failure failure(String name, Throwable thrown, Step noted) {
        var cause = thrown instanceof CompletionException ? thrown.getCause() : thrown;
        return cause instanceof CoattailException exception
                ? Failures.of(exception)
                : Failures.internal("publishing '" + name + "'", cause, noted.id());
    }
}
