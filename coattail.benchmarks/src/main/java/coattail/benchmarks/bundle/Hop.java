// SPDX-License-Identifier: Apache-2.0
package coattail.benchmarks.bundle;

import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import coattail.api.Action;
import coattail.api.ActionName;
import coattail.api.CoattailException;
import coattail.api.Concurrency;
import coattail.api.ErrorCode;
import coattail.api.Invocation;

/** Performs itself at the next instance; at the last one it waits until it is interrupted. */
@Component
@ActionName(Hop.NAME)
@Concurrency(64)
public final class Hop implements Action<HopTask, Void> {
    static final String NAME = "benchmark-hop";

    private static final Set<ErrorCode> OVER =
            EnumSet.of(ErrorCode.CANCELLED, ErrorCode.DEADLINE, ErrorCode.ACTION_FAILED);

    private final HopRuns runs;

    /** Ready at once. */
    @Activate
    public Hop(@Reference HopRuns runs) {
        this.runs = runs;
    }

    @Override
    public Void perform(HopTask task, Invocation invocation) throws Exception {
        var ended = runs.ended(task.run());
        try {
            if (task.left() == 0) {
                runs.arrived(task.run()).complete(System.nanoTime());
                new CountDownLatch(1).await();
            } else {
                invocation
                        .coattail()
                        .peer(Joining.PEER)
                        .perform(NAME, new HopTask(task.run(), task.left() - 1), Void.class)
                        .result()
                        .toCompletableFuture()
                        .get();
            }
            throw new IllegalStateException("nothing has ended it");
        } catch (InterruptedException e) {
            ended.complete(System.nanoTime());
            throw e;
        } catch (ExecutionException e) {
            long now = System.nanoTime();
            if (isOver(e.getCause())) {
                ended.complete(now);
            } else {
                ended.completeExceptionally(e.getCause());
            }
            throw e;
        }
    }

    /** Whether the call was ended here, or the action there, which tells itself by what. */
    private static boolean isOver(Throwable failure) {
        return failure instanceof CoattailException over && OVER.contains(over.code());
    }
}
