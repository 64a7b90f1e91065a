// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.work;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/** Stages that end in time, whatever becomes of what they stand for. */
public final class Limited {
    private Limited() {}

    /**
     * What a stage completes with, or a failure if it hasn't completed in time. Completes on the executor.
     *
     * @param untilMillis on the timers' clock
     * @param late makes the failure
     */
    public static <T> CompletableFuture<T> until(
            long untilMillis,
            TimerWheel timers,
            Executor executor,
            CompletionStage<T> stage,
            Supplier<? extends Exception> late) {
        var result = new CompletableFuture<T>();
        var timer =
                timers.schedule(untilMillis, () -> executor.execute(() -> result.completeExceptionally(late.get())));
        stage.whenCompleteAsync(
                (value, thrown) -> {
                    timer.cancel();
                    if (thrown == null) {
                        result.complete(value);
                    } else {
                        result.completeExceptionally(thrown);
                    }
                },
                executor);
        return result;
    }
}
