// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.dispatch;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

import coattail.api.ErrorCode;
import coattail.core.internal.memory.ByteBudget;
import coattail.core.internal.wire.Failure;
import coattail.core.internal.work.TimerWheel;

/**
 * One call under an idempotency key: the requests that wait for it while it is under way, then its outcome. It goes on
 * as long as one of them wants it; one whose connection was lost counts among these until a repeat takes its place.
 * Guarded by itself; nobody is told anything while it is.
 */
final class Repeat implements Answer {
    /** What a verdict costs, in bytes. */
    private static final long OF_A_VERDICT = 128;

    private static final Outcome CONFLICT = new Outcome(
            null,
            Failure.of(
                    ErrorCode.IDEMPOTENCY_CONFLICT,
                    "the idempotency key stands for a call with another action, body or option"));
    private static final Outcome REPLACED =
            new Outcome(null, Failure.of(ErrorCode.CANCELLED, "a repeat waits for the call instead"));

    private final Fingerprint fingerprint;
    private final ByteBudget.Share account;
    private final TimerWheel timers;
    private final Consumer<Repeat> remove;
    /** The request with which it began: the place that this takes is the call's own. */
    private final Waiting first;

    private final List<Waiting> waiting = new ArrayList<>();
    private Running running = Running.OVER;
    private boolean begun;
    /** {@code null} as long as there is none. */
    private Outcome outcome;
    /** There is nothing to be had here any more: a repeat is a new call. */
    private boolean forgotten;

    /** The answer is a stream, and goes to the first. */
    private boolean streams;

    private long charged = Repeats.OVERHEAD;

    /** One of the two, the other is {@code null}. */
    private record Outcome(Output output, Failure failure) {
        void tell(OneAnswer answer) {
            if (output != null) {
                answer.respond(output);
            } else {
                answer.fail(failure);
            }
        }
    }

    /**
     * @param account has {@link Repeats#OVERHEAD} bytes for it, and is closed with it
     * @param remove takes it away from where repeats look for it
     */
    Repeat(
            Fingerprint fingerprint,
            Answer answer,
            ByteBudget.Share account,
            TimerWheel timers,
            Consumer<Repeat> remove) {
        this.fingerprint = fingerprint;
        this.account = account;
        this.timers = timers;
        this.remove = remove;
        this.first = new Waiting(answer);
        waiting.add(first);
    }

    /** Begins it. Once. */
    Running start(Function<Answer, Running> begin) {
        var operation = begin.apply(this);
        synchronized (this) {
            if (!isOver()) {
                running = operation;
            }
        }
        return first;
    }

    /**
     * A request under the key of this call.
     *
     * @return what ends its waiting; empty if this call has been forgotten
     */
    Optional<Running> join(Fingerprint other, long deadlineMillis, Answer answer) {
        var joining = new Waiting(answer);
        var replaced = new ArrayList<Waiting>();
        Outcome known;
        synchronized (this) {
            if (forgotten) {
                return Optional.empty();
            }
            known = fingerprint.equals(other) ? outcome : CONFLICT;
            if (known == null) {
                waiting.removeIf(each -> each.abandoned && replaced.add(each));
                waiting.add(joining);
            }
        }
        if (known != null) {
            joining.tell(known);
            return Optional.of(Running.OVER);
        }
        replaced.forEach(each -> each.tell(REPLACED));
        joining.answer.timeout(timers.schedule(
                deadlineMillis,
                () -> joining.cancel(ErrorCode.DEADLINE, "the call had not finished when this repeat's time was up")));
        return Optional.of(joining);
    }

    @Override
    public synchronized boolean begin() {
        begun |= !isOver();
        return !isOver();
    }

    @Override
    public void respond(Output output) {
        if (!output.body().isWhole()) {
            stream(output);
            return;
        }
        long bytes = output.body().length()
                + OF_A_VERDICT
                        * output.publication()
                                .map(publication -> publication.verdicts().size())
                                .orElse(0);
        var told = new Outcome(output, null);
        if (account.tryTake(bytes)) {
            over(told, told, told, bytes);
        } else {
            var why = "the call was made; its answer of " + bytes + " bytes was too large to be kept for a repeat";
            over(told, told, new Outcome(null, Failure.of(ErrorCode.TOO_LARGE, why)), 0);
        }
    }

    private void stream(Output output) {
        synchronized (this) {
            streams = waiting.contains(first);
        }
        var lost = new Outcome(
                null,
                Failure.of(
                        ErrorCode.UNSUPPORTED_TYPE,
                        "the call was made; its answer is a stream, which is read once, and not for a repeat"));
        over(new Outcome(output, null), lost, lost, 0);
    }

    @Override
    public void sendBody(long deadlineMillis) {
        boolean wanted;
        synchronized (this) {
            wanted = streams;
        }
        if (wanted) {
            first.answer.sendBody(deadlineMillis);
        }
    }

    @Override
    public void fail(Failure failure) {
        boolean kept;
        synchronized (this) {
            // From here on it doesn't begin any more.
            kept = begun;
            forgotten = !kept;
        }
        var others = new Outcome(null, ofOthers(failure, kept));
        over(new Outcome(null, failure), others, kept ? others : null, 0);
    }

    /** That whoever began it has lost its rights says nothing of those of the others. */
    private static Failure ofOthers(Failure failure, boolean begun) {
        return switch (failure.code()) {
            case REVOKED, EXPIRED, FORBIDDEN, AUTH_REQUIRED ->
                begun
                        ? Failure.of(ErrorCode.CANCELLED, "the call ended with the token under which it began")
                        : Failure.busy("the token has ended under which the call was to begin");
            default -> failure;
        };
    }

    /**
     * @param kept what later repeats get; {@code null} if they are new calls
     * @param bytes taken for that
     */
    private void over(Outcome toFirst, Outcome toOthers, Outcome kept, long bytes) {
        List<Waiting> all;
        synchronized (this) {
            outcome = kept;
            charged += bytes;
            running = Running.OVER;
            all = List.copyOf(waiting);
            waiting.clear();
        }
        if (kept == null) {
            forget();
        } else {
            timers.schedule(timers.now() + Repeats.KEPT_MILLIS, this::forget);
        }
        all.forEach(each -> each.tell(each == first ? toFirst : toOthers));
    }

    private boolean isOver() {
        return outcome != null || forgotten;
    }

    @Override
    public void released() {
        first.answer.released();
    }

    /** Lets go of it: it surely has not begun, or its outcome was kept for long enough. Once. */
    void forget() {
        long bytes;
        synchronized (this) {
            forgotten = true;
            outcome = null;
            bytes = charged;
        }
        remove.accept(this);
        account.give(bytes);
        account.close();
    }

    /** A request that waits for the call. */
    private final class Waiting implements Running {
        private final OneAnswer answer;
        private boolean abandoned;

        Waiting(Answer answer) {
            this.answer = new OneAnswer(answer);
        }

        void tell(Outcome outcome) {
            outcome.tell(answer);
            if (this != first) {
                answer.released();
            }
        }

        @Override
        public void cancel(ErrorCode code, String reason) {
            Running last;
            synchronized (Repeat.this) {
                if (!waiting.contains(this)) {
                    return;
                }
                last = waiting.size() == 1 ? running : null;
                if (last == null) {
                    waiting.remove(this);
                }
            }
            if (last == null) {
                tell(new Outcome(null, Failure.of(code, reason)));
            } else {
                last.cancel(code, reason);
            }
        }

        /** Whoever asked may ask again: that it went away isn't that it wants this no more. */
        @Override
        public void abandon(String why) {
            synchronized (Repeat.this) {
                abandoned = true;
                if (waiting.stream().allMatch(each -> each.abandoned) || !waiting.remove(this)) {
                    return;
                }
            }
            tell(REPLACED);
        }
    }
}
