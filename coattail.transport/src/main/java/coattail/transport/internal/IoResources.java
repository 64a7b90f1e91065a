// SPDX-License-Identifier: Apache-2.0
package coattail.transport.internal;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import org.apache.mina.core.service.SimpleIoProcessorPool;
import org.apache.mina.transport.socket.nio.NioProcessor;
import org.apache.mina.transport.socket.nio.NioSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What all connections share: threads, and what runs on them. */
final class IoResources implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(IoResources.class);
    private static final int MAX_IO_THREADS = 4;
    /** Where names can't be resolved each look-up takes seconds, and those that can be mustn't wait for them all. */
    private static final int MAX_NAME_THREADS = 16;

    private static final long IDLE_SECONDS = 10;
    private static final long END_SECONDS = 2;

    private final Timeouts timeouts;
    private volatile boolean stopping;
    private final IoThreads threads = new IoThreads();
    private final SimpleIoProcessorPool<NioSession> processors;
    private final ThreadPoolExecutor handshakes;
    private final ThreadPoolExecutor names;
    private final ScheduledThreadPoolExecutor timer;

    IoResources(int cores, Timeouts timeouts) {
        this.timeouts = timeouts;
        // An I/O thread moves some hundred thousand frames a second; the other cores are for the work that comes of
        // them.
        int count = Math.max(1, Math.min(MAX_IO_THREADS, cores / 2));
        processors = new SimpleIoProcessorPool<>(NioProcessor.class, threads.executor(""), count, null);
        handshakes = pool(count, "tls");
        names = pool(MAX_NAME_THREADS, "names");
        timer = new ScheduledThreadPoolExecutor(1, threads.factory("timer"));
        timer.setRemoveOnCancelPolicy(true);
        timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    boolean isStopping() {
        return stopping;
    }

    Timeouts timeouts() {
        return timeouts;
    }

    IoThreads threads() {
        return threads;
    }

    SimpleIoProcessorPool<NioSession> processors() {
        return processors;
    }

    /** For what a handshake computes. Each connection has at most one task there, and admission bounds connections. */
    Executor handshakes() {
        return handshakes;
    }

    /** For looking up names, which may block for long. */
    ExecutorService names() {
        return names;
    }

    /** Runs something later; at once if the transport is stopping, as all that is scheduled here ends something. */
    Future<?> schedule(Runnable task, long delay, TimeUnit unit) {
        try {
            return timer.schedule(task, delay, unit);
        } catch (RejectedExecutionException e) {
            task.run();
            return CompletableFuture.completedFuture(null);
        }
    }

    /** Ends all sessions and threads. */
    @Override
    public void close() {
        stopping = true;
        names.shutdownNow();
        timer.shutdown();
        processors.dispose();
        handshakes.shutdown();
        try {
            if (!threads.awaitEnd(END_SECONDS, TimeUnit.SECONDS)) {
                LOG.info("threads that look up a name or try to connect are left to end by themselves");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private ThreadPoolExecutor pool(int size, String role) {
        var pool = new ThreadPoolExecutor(
                size, size, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), threads.factory(role));
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }
}
