// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.work;

import static java.util.Objects.requireNonNull;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;

/**
 * A serial queue on top of an executor: its tasks run there one at a time, in the order in which they came. What one
 * task writes the next one sees. Tasks may block; that delays the tasks of this queue only. Whoever fills the queue
 * bounds it.
 */
public final class Serial implements Executor {
    /** After so many tasks the thread goes to the back of the executor's line. */
    private static final int TURN = 64;

    private final Executor executor;
    private final Consumer<Throwable> onError;
    /**
     * Guards what follows; held over {@code executor.execute}, never while a task runs. No other lock is taken inside.
     */
    private final Object lock = new Object();

    private final Deque<Runnable> tasks = new ArrayDeque<>();
    private boolean running;

    /** @param onError gets what a task throws; the tasks behind it run all the same */
    public Serial(Executor executor, Consumer<Throwable> onError) {
        this.executor = requireNonNull(executor, "executor");
        this.onError = requireNonNull(onError, "onError");
    }

    /** @throws RejectedExecutionException if the executor takes no more; the task doesn't run then */
    @Override
    public void execute(Runnable task) {
        requireNonNull(task, "task");
        synchronized (lock) {
            tasks.addLast(task);
            if (!running) {
                running = true;
                start();
            }
        }
    }

    private void start() {
        try {
            executor.execute(this::turn);
        } catch (RuntimeException e) {
            running = false;
            tasks.removeLast();
            throw e;
        }
    }

    private void turn() {
        int left = TURN;
        for (Runnable task = next(); task != null; task = next()) {
            Guarded.run(task, onError);
            if (--left == 0) {
                if (handedOn()) {
                    return;
                }
                left = TURN;
            }
        }
    }

    private Runnable next() {
        synchronized (lock) {
            var task = tasks.poll();
            running = task != null;
            return task;
        }
    }

    private boolean handedOn() {
        try {
            executor.execute(this::turn);
            return true;
        } catch (RejectedExecutionException e) {
            // The executor is full or closing. What was taken before gets its run here.
            return false;
        }
    }
}
