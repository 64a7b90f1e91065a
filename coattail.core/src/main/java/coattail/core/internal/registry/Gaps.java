// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.registry;

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
final class Gaps {
    /** How long a name that went is waited for, in milliseconds. */
    static final long LONGEST_MILLIS = 5_000;

    private final TimerWheel timers;
    private final ConcurrentMap<String, Gap> gaps = new ConcurrentHashMap<>();

    Gaps(TimerWheel timers) {
        this.timers = timers;
    }

    /** A gap begins. */
    void went(String name) {
        long until = timers.now() + LONGEST_MILLIS;
        var gap = new Gap(until, new CompletableFuture<>());
        gaps.put(name, gap);
        timers.schedule(until, () -> {
            if (gaps.remove(name, gap)) {
                gap.end.complete(null);
            }
        });
    }

    /**
     * A gap ends, if there is one.
     *
     * @return tells those who wait for it; to be run where no lock is held
     */
    Runnable came(String name) {
        var gap = gaps.remove(name);
        return gap == null ? () -> {} : () -> gap.end.complete(null);
    }

    /** Whether the name is in a gap. */
    boolean has(String name) {
        return gaps.containsKey(name);
    }

    /**
     * Completes when the name is in no gap any more, or the time is up, whichever is first; never exceptionally.
     *
     * @param deadlineMillis of the timers' clock
     */
    CompletionStage<Void> awaitEnd(String name, long deadlineMillis) {
        var gap = gaps.get(name);
        if (gap == null) {
            return CompletableFuture.completedFuture(null);
        }
        if (deadlineMillis >= gap.untilMillis) {
            return gap.end.copy();
        }
        var wait = new CompletableFuture<Void>();
        Timeout timeout = timers.schedule(deadlineMillis, () -> wait.complete(null));
        gap.end.whenComplete((nothing, thrown) -> {
            timeout.cancel();
            wait.complete(null);
        });
        return wait;
    }

    private record Gap(long untilMillis, CompletableFuture<Void> end) {}
}
