// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.dispatch;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

import coattail.api.Call;
import coattail.api.CoattailException;
import coattail.api.ErrorCode;
import coattail.api.Publication;
import coattail.core.internal.trace.Chronicle;
import coattail.core.internal.trace.Step;
import coattail.core.internal.trace.TraceContext;
import coattail.core.internal.wire.Failure;
import coattail.core.internal.wire.Trace;

/** A call of a bundle under way. Its stages complete on workers, whichever thread brings the outcome. */
final class PendingCall<T> implements Call<T> {
    private final CompletableFuture<T> result = new CompletableFuture<>();
    private final CompletableFuture<Publication> publication = new CompletableFuture<>();
    private final AtomicReference<Running> running = new AtomicReference<>();
    private final Executor workers;
    private final Chronicle chronicle;
    private final Trace trace;
    /** Ends before anybody is told the outcome; {@code null} where no peer is called. */
    private volatile Step step;

    private volatile boolean cancelled;

    /** @param trace what travels with it */
    PendingCall(Executor workers, Chronicle chronicle, Trace trace) {
        this.workers = workers;
        this.chronicle = chronicle;
        this.trace = trace;
    }

    /** What travels with it. */
    Trace trace() {
        return trace;
    }

    /** Notes that a peer is called. @return what travels to it */
    Trace calling(String action, String peer) {
        var begun = chronicle.begin(Step.Kind.CALLED, trace, action, "", peer);
        step = begun;
        if (result.isDone()) {
            begun.failed(ErrorCode.CANCELLED);
        }
        return begun.trace(trace.path());
    }

    @Override
    public String traceId() {
        return TraceContext.of(trace).orElseThrow().trace().toString();
    }

    @Override
    public CompletionStage<T> result() {
        // Not a minimal stage: that would wrap the failure.
        return result;
    }

    @Override
    public CompletionStage<Publication> publication() {
        return publication;
    }

    @Override
    public void cancel() {
        cancelled = true;
        fail(Failure.of(ErrorCode.CANCELLED, ""));
        stop();
    }

    /** Hands over what a cancel is to stop. */
    void running(Running operation) {
        running.set(operation);
        if (cancelled) {
            stop();
        }
    }

    private void stop() {
        var operation = running.getAndSet(null);
        if (operation != null) {
            operation.cancel(ErrorCode.CANCELLED, "");
        }
    }

    /** Tells when the outcome is there, whatever it is. */
    @SuppressWarnings("FutureReturnValueIgnored") // what runs then answers for itself
    void whenOver(Runnable action) {
        result.whenComplete((value, failure) -> action.run());
    }

    void fail(Failure failure) {
        fail(Failures.exception(failure));
    }

    void fail(CoattailException failure) {
        onWorker(() -> {
            fails(failure);
            publication.completeExceptionally(failure);
        });
    }

    /** @param convert makes the result of the output; runs on a worker */
    void complete(Output output, Function<Output, T> convert) {
        onWorker(() -> {
            completePublication(output);
            try {
                succeeds(convert.apply(output));
            } catch (CoattailException e) {
                fails(e);
            } catch (RuntimeException | LinkageError e) {
                fails(Failures.exception(Failures.internal("converting an answer", e)));
            }
        });
    }

    private void succeeds(T value) {
        var called = step;
        if (called != null) {
            called.ended(Step.DONE);
        }
        result.complete(value);
    }

    private void fails(CoattailException failure) {
        var called = step;
        if (called != null) {
            called.failed(failure.code());
        }
        result.completeExceptionally(failure);
    }

    private void onWorker(Runnable completion) {
        try {
            workers.execute(completion);
        } catch (RejectedExecutionException e) {
            // The instance has stopped, and the workers with it: on this thread rather than never.
            completion.run();
        }
    }

    private void completePublication(Output output) {
        if (output.publication().isPresent()) {
            publication.complete(output.publication().get());
        } else {
            publication.completeExceptionally(output.publishRefused()
                    .map(Failures::exception)
                    .orElseGet(
                            () -> new CoattailException(ErrorCode.BAD_INPUT, "this call doesn't publish its result")));
        }
    }

    /** The outcome of an operation of this instance, as this call's. */
    Answer answer(Function<Output, T> convert) {
        return new Answer() {
            @Override
            public void respond(Output output) {
                complete(output, convert);
            }

            @Override
            public void fail(Failure failure) {
                PendingCall.this.fail(failure);
            }

            @Override
            public void released() {
                // A call of one's own takes no place that somebody counts.
            }
        };
    }
}
