// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.work;

import static java.util.Objects.requireNonNull;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * A serial executor without a thread of its own. Tasks run one at a time, in the order in which they came, on the
 * thread that found the mailbox idle; a thread that finds it busy leaves its task to the one that is at it. What one
 * task writes the next one sees. Tasks must be short and must not block: they run on the threads of the transport and
 * the timer as well.
 */
public final class Mailbox implements Executor {
    /**
     * How many tasks may run before {@code afterBatch} does, so that a queue that never runs empty still gets its turn.
     */
    private static final int LONGEST_BATCH = 1024;

    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    /** Tasks that were put in and haven't been accounted for as done. Whoever raises it from 0 owns the mailbox. */
    private final AtomicInteger pending = new AtomicInteger();

    private final Runnable afterBatch;
    private final Consumer<Throwable> onError;

    /**
     * @param afterBatch runs, as a task does, whenever the queue has been drained, so that what the tasks produced
     *     together leaves together
     * @param onError gets what a task or {@code afterBatch} throws; the tasks behind it run all the same
     */
    public Mailbox(Runnable afterBatch, Consumer<Throwable> onError) {
        this.afterBatch = requireNonNull(afterBatch, "afterBatch");
        this.onError = requireNonNull(onError, "onError");
    }

    /** Runs the task, or leaves it to the thread that is running others. From within a task it always is the latter. */
    @Override
    public void execute(Runnable task) {
        tasks.add(requireNonNull(task, "task"));
        if (pending.getAndIncrement() == 0) {
            drain();
        }
    }

    private void drain() {
        int done;
        do {
            done = 0;
            while (done < LONGEST_BATCH && done < pending.get()) {
                Guarded.run(tasks.remove(), onError);
                done++;
            }
            Guarded.run(afterBatch, onError);
        } while (pending.addAndGet(-done) != 0);
    }
}
