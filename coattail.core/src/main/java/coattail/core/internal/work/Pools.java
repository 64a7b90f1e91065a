// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.work;

import static java.util.concurrent.TimeUnit.SECONDS;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;

/** Pools of daemon threads that come when there is work and go when there is none. */
final class Pools {
    private static final long IDLE_SECONDS = 30;

    private Pools() {}

    /** A pool with a thread for each task that runs: who gives it tasks bounds them. */
    static ExecutorService unbounded(String prefix) {
        return new ThreadPoolExecutor(
                0, Integer.MAX_VALUE, IDLE_SECONDS, SECONDS, new SynchronousQueue<>(), new CleanThreads(prefix));
    }

    /** A pool in which what comes while {@code most} tasks run waits in line. */
    static ExecutorService queueing(int most, String prefix) {
        var line = new HandOver();
        return new ThreadPoolExecutor(0, most, IDLE_SECONDS, SECONDS, line, new CleanThreads(prefix), (task, pool) -> {
            if (pool.isShutdown()) {
                throw new RejectedExecutionException("closed");
            }
            line.put(task);
        });
    }

    /**
     * Takes an offer only if a thread waits for it. {@link ThreadPoolExecutor} would otherwise start a second thread
     * only when the queue is full, which an unbounded one never is.
     */
    private static final class HandOver extends LinkedTransferQueue<Runnable> {
        private static final long serialVersionUID = 1L;

        @Override
        public boolean offer(Runnable task) {
            return tryTransfer(task);
        }
    }
}
