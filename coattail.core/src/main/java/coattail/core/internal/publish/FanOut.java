// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.publish;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

import coattail.api.CoattailException;
import coattail.api.ErrorCode;
import coattail.api.Publication;
import coattail.core.internal.wire.Body;
import coattail.core.internal.wire.Trace;
import coattail.core.internal.work.TimerWheel;

/** Hands publications round to the lines that they concern. Takes no lock but theirs, one after the other. */
final class FanOut {
    private final LineIndex index;
    private final Memory memory;
    private final TimerWheel timers;
    private final Executor workers;
    private final Supplier<PublicationLimits> limits;
    private final EventIds ids;

    FanOut(
            LineIndex index,
            Memory memory,
            TimerWheel timers,
            Executor workers,
            Supplier<PublicationLimits> limits,
            RandomGenerator random) {
        this.index = index;
        this.memory = memory;
        this.timers = timers;
        this.workers = workers;
        this.limits = limits;
        this.ids = new EventIds(random);
    }

    Publishing publish(String action, Body data, Trace trace, boolean cascade, boolean verdicts, long deadline) {
        var topic = index.topic(action);
        if (topic == null) {
            return new Published(CompletableFuture.completedStage(new Publication(Map.of(), List.of())));
        }
        var lines = topic.lines();
        if (cascade) {
            long wait = topic.cascades().take(lines.size(), limits.get(), timers.now());
            if (wait > 0) {
                return new Published(CompletableFuture.failedStage(new CoattailException(
                        ErrorCode.RATE_LIMITED,
                        "the cascades of '" + action + "' make more deliveries than are allowed in this time",
                        Duration.ofMillis(wait),
                        null)));
            }
        }
        return verdicts ? gather(lines, data, trace, deadline) : count(lines, data, trace);
    }

    private Publishing count(List<Line> lines, Body data, Trace trace) {
        var event = event(data, trace, timers.now() + limits.get().lifeMillis(), false);
        var tally = new Tally();
        for (Line line : lines) {
            tally.add(event.isPresent() ? line.offer(event.get(), null) : line.skip(null));
        }
        event.ifPresent(Event::release);
        return new Published(CompletableFuture.completedStage(tally.publication(List.of(), event.map(Event::id))));
    }

    private Publishing gather(List<Line> lines, Body data, Trace trace, long deadline) {
        var event = event(data, trace, deadline, true);
        var ballot = new Ballot(lines, event.map(Event::id), workers);
        for (Vote vote : ballot.votes()) {
            if (event.isPresent()) {
                vote.line().offer(event.get(), vote);
            } else {
                vote.line().skip(vote);
            }
        }
        event.ifPresent(Event::release);
        ballot.handedRound(timers, deadline);
        return ballot;
    }

    /** Empty where there is no memory for it. */
    private Optional<Event> event(Body data, Trace trace, long deadline, boolean verdicts) {
        return memory.take(Event.cost(data))
                ? Optional.of(new Event(ids.next(), data, trace, deadline, verdicts, memory.budget()))
                : Optional.empty();
    }

    /** A publication whose outcome is known at once. */
    private record Published(CompletionStage<Publication> result) implements Publishing {
        @Override
        public void cancel() {}
    }
}
