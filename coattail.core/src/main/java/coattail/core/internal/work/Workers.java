// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.work;

import static java.util.Objects.requireNonNull;
import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads on which application code runs: one for each task, virtual where that is safe ({@link VirtualThreads}).
 * How many there are at most is decided by the places of the handlers, each of which has its own: so one whose calls
 * never return takes no thread from another. The core's own short tasks, among them the completion of stages, have
 * threads apart, so that handlers don't hold up the answers that they wait for.
 */
public final class Workers implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Workers.class);
    private static final Duration GRACE = Duration.ofSeconds(2);
    /**
     * Short tasks wait in line beyond these; so many that some continuations which block, against advice, do no harm.
     */
    private static final int MOST_SHORT = 32;

    private static final int MOST_PLACES = 1_024;

    private final Executor handlers;
    private final Executor shortTasks;
    /** In the order in which they end. */
    private final List<Pool> own;

    private final Duration grace;

    private record Pool(ExecutorService threads, String what) {}

    public Workers() {
        this(GRACE, VirtualThreads.executor("coattail-worker-"));
    }

    Workers(Duration grace, Optional<ExecutorService> virtual) {
        this(
                virtual.orElseGet(() -> Pools.unbounded("coattail-worker-")),
                Pools.queueing(MOST_SHORT, "coattail-task-"),
                grace);
    }

    private Workers(ExecutorService handlers, ExecutorService shortTasks, Duration grace) {
        this.handlers = handlers;
        this.shortTasks = shortTasks;
        this.own = List.of(new Pool(handlers, "handlers"), new Pool(shortTasks, "tasks"));
        this.grace = grace;
    }

    /**
     * Has others lend the threads, as a simulation does, which has but one. {@link #close} leaves them as they are.
     *
     * @param handlers where application code runs
     * @param shortTasks where the core's own short tasks run; takes everything
     */
    public Workers(Executor handlers, Executor shortTasks) {
        this.handlers = requireNonNull(handlers, "handlers");
        this.shortTasks = requireNonNull(shortTasks, "shortTasks");
        this.own = List.of();
        this.grace = GRACE;
    }

    /**
     * How many calls of one handler may run at once, whatever its author allows: where each takes a thread of the
     * system, a generous author must not take those of the whole process.
     */
    public static int mostPlaces() {
        return VirtualThreads.safe() ? Integer.MAX_VALUE : MOST_PLACES;
    }

    /**
     * Runs application code.
     *
     * @param name what the thread is called meanwhile, such as {@code coattail echo <- plant}
     * @param contextLoader the thread's context class loader meanwhile
     * @throws RejectedExecutionException if the system gives no further thread, or after {@link #close}
     */
    public void execute(String name, ClassLoader contextLoader, Runnable task) {
        requireNonNull(name, "name");
        requireNonNull(contextLoader, "contextLoader");
        requireNonNull(task, "task");
        try {
            handlers.execute(() -> run(name, contextLoader, task));
        } catch (OutOfMemoryError e) {
            // How the JVM says that it can't have another thread: of this call, and of nothing else.
            throw new RejectedExecutionException("no thread could be started", e);
        }
    }

    /** Runs the core's own short tasks. Takes everything, in line if need be, until {@link #close}. */
    public Executor executor() {
        return command -> shortTasks.execute(() -> run(command));
    }

    private static void run(String name, ClassLoader contextLoader, Runnable task) {
        var thread = Thread.currentThread();
        var nameBefore = thread.getName();
        var loaderBefore = thread.getContextClassLoader();
        thread.setName(name);
        thread.setContextClassLoader(contextLoader);
        try {
            run(task);
        } finally {
            thread.setContextClassLoader(loaderBefore);
            thread.setName(nameBefore);
        }
    }

    private static void run(Runnable task) {
        try {
            task.run();
        } catch (Throwable e) {
            LOG.error("A task failed on {}", Thread.currentThread().getName(), e);
        }
    }

    /**
     * Takes no more tasks, gives those that run a grace, and then interrupts them. Handlers end first: their answers
     * need the threads of the short tasks.
     */
    @Override
    public void close() {
        own.forEach(this::end);
    }

    private void end(Pool pool) {
        var executor = pool.threads();
        executor.shutdown();
        try {
            if (!executor.awaitTermination(grace.toMillis(), MILLISECONDS)) {
                executor.shutdownNow();
                if (!executor.awaitTermination(grace.toMillis(), MILLISECONDS)) {
                    LOG.warn(
                            "Some {} didn't return although interrupted; their threads remain until they do",
                            pool.what());
                }
            }
        } catch (InterruptedException e) {
            executor.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
