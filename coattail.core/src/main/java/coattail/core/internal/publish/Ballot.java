// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.publish;

import static java.util.Objects.requireNonNull;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

import coattail.api.CoattailException;
import coattail.api.ErrorCode;
import coattail.api.Outcome;
import coattail.api.Publication;
import coattail.api.Verdict;
import coattail.core.internal.wire.Id16;
import coattail.core.internal.work.Timeout;
import coattail.core.internal.work.TimerWheel;

/** Gathers the verdicts of one publication: one vote for each subscription, each of them decided once. */
final class Ballot implements Publishing {
    private final List<Vote> votes;
    private final Optional<Id16> event;
    private final Executor workers;
    private final CompletableFuture<Publication> result = new CompletableFuture<>();
    /** Votes that are open, and the handing round of the event while that goes on. */
    private final AtomicInteger open;
    /** Ends the wait at the deadline. Set before the handing round is told to be over, so before it can be needed. */
    private volatile Timeout timeout;

    /** @param event empty where there is no memory for it */
    Ballot(Collection<Line> lines, Optional<Id16> event, Executor workers) {
        this.event = event;
        this.votes = lines.stream().map(line -> new Vote(this, line)).toList();
        this.workers = requireNonNull(workers, "workers");
        this.open = new AtomicInteger(votes.size() + 1);
    }

    List<Vote> votes() {
        return votes;
    }

    /** The event has been handed to every line. */
    void handedRound(TimerWheel timers, long deadline) {
        if (open.get() > 1) {
            timeout = timers.schedule(deadline, () -> run(this::close));
        }
        decided();
    }

    void decided() {
        if (open.decrementAndGet() == 0) {
            var timer = timeout;
            if (timer != null) {
                timer.cancel();
            }
            run(() -> result.complete(publication()));
        }
    }

    /** Decides what is open. A vote that its line can't find any more is being decided by another thread. */
    private void close() {
        for (Vote vote : votes) {
            if (vote.outcome() == null) {
                vote.line().withdraw(vote);
            }
        }
    }

    @Override
    public CompletionStage<Publication> result() {
        return result.minimalCompletionStage();
    }

    @Override
    public void cancel() {
        run(() -> {
            var cancelled = new CoattailException(ErrorCode.CANCELLED, "the publication was cancelled");
            if (result.completeExceptionally(cancelled)) {
                close();
            }
        });
    }

    private Publication publication() {
        var tally = new Tally();
        votes.forEach(vote -> tally.add(vote.outcome()));
        return tally.publication(votes.stream().map(Ballot::verdict).toList(), event);
    }

    private static Verdict verdict(Vote vote) {
        Outcome outcome = vote.outcome();
        return vote.line().verdict(outcome);
    }

    private void run(Runnable task) {
        try {
            workers.execute(task);
        } catch (RejectedExecutionException e) {
            // The workers are closing. Whoever waits for the verdicts is still owed them.
            task.run();
        }
    }
}
