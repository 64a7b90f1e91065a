// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.registry;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

import coattail.core.internal.work.Timeout;
import coattail.core.internal.work.TimerWheel;

/**
 * Names that went a moment ago and may be back in the next: an update of a bundle takes its services away before it
 * brings them back.
 */
final class Gaps<E> {
    /** How long a name that went is waited for, in milliseconds. */
    static final long LONGEST_MILLIS = 5_000;

    private final TimerWheel timers;
    private final ConcurrentMap<String, Gap<E>> gaps = new ConcurrentHashMap<>();

    Gaps(TimerWheel timers) {
        this.timers = timers;
    }

    /** A gap begins. */
    void went(String name) {
        long until = timers.now() + LONGEST_MILLIS;
        var end = new CompletableFuture<Optional<E>>();
        gaps.put(name, new Gap<>(until, end, timers.schedule(until, () -> over(name, end))));
    }

    private void over(String name, CompletableFuture<Optional<E>> end) {
        gaps.computeIfPresent(name, (same, gap) -> gap.end == end ? null : gap);
        end.complete(Optional.empty());
    }

    /**
     * A gap ends, if there is one.
     *
     * @return tells those who wait for it; to be run where no lock is held
     */
    Runnable came(String name, E successor) {
        var gap = gaps.remove(name);
        if (gap == null) {
            return () -> {};
        }
        gap.timeout.cancel();
        return () -> gap.end.complete(Optional.of(successor));
    }

    /** Whether the name is in a gap. */
    boolean has(String name) {
        return gaps.containsKey(name);
    }

    /**
     * Completes, never exceptionally, with the successor when it comes; with nothing where the name is in no gap, where
     * the gap has been too long, or the time is up.
     *
     * @param deadlineMillis of the timers' clock
     */
    @SuppressWarnings("FutureReturnValueIgnored") // what runs then answers for itself
    CompletionStage<Optional<E>> awaitSuccessor(String name, long deadlineMillis) {
        var gap = gaps.get(name);
        if (gap == null) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        if (deadlineMillis >= gap.untilMillis) {
            return gap.end.copy();
        }
        var wait = new CompletableFuture<Optional<E>>();
        Timeout timeout = timers.schedule(deadlineMillis, () -> wait.complete(Optional.empty()));
        gap.end.whenComplete((successor, thrown) -> {
            timeout.cancel();
            wait.complete(successor);
        });
        return wait;
    }

    private record Gap<E>(long untilMillis, CompletableFuture<Optional<E>> end, Timeout timeout) {}
}
