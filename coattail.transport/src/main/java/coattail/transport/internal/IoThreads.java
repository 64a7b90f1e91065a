// SPDX-License-Identifier: Apache-2.0
package coattail.transport.internal;

import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The threads of the transport: they have names that say whose they are, and one can wait for their end. */
final class IoThreads {
    private static final Logger LOG = LoggerFactory.getLogger(IoThreads.class);
    private static final String PREFIX = "coattail-io-";

    private final Map<String, BitSet> numbers = new HashMap<>();
    private final Set<Thread> started = new HashSet<>();

    /** Starts a thread for each task that it is given. */
    Executor executor(String role) {
        var factory = factory(role);
        return task -> factory.newThread(task).start();
    }

    /** Makes threads named by role and number, the lowest that is free; the role may be empty. */
    ThreadFactory factory(String role) {
        return task -> create(role, task);
    }

    /** Gives the current thread its own name back. MINA renames the threads that it gets after its own classes. */
    static void reclaimName() {
        if (Thread.currentThread() instanceof IoThread thread
                && !thread.getName().equals(thread.ownName)) {
            thread.setName(thread.ownName);
        }
    }

    /** Waits until all threads have ended, but not for the calling one; tells whether they have. */
    boolean awaitEnd(long timeout, TimeUnit unit) throws InterruptedException {
        long end = System.nanoTime() + unit.toNanos(timeout);
        for (var thread : living()) {
            long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            if (thread != Thread.currentThread() && left > 0) {
                thread.join(left);
            }
        }
        return living().stream().allMatch(thread -> thread == Thread.currentThread());
    }

    private synchronized List<Thread> living() {
        started.removeIf(thread -> thread.getState() == Thread.State.TERMINATED);
        return List.copyOf(started);
    }

    private synchronized Thread create(String role, Runnable task) {
        var taken = numbers.computeIfAbsent(role, unused -> new BitSet());
        int number = taken.nextClearBit(1);
        taken.set(number);
        var thread = new IoThread(PREFIX + role + (role.isEmpty() ? "" : "-") + number, () -> {
            try {
                task.run();
            } finally {
                release(taken, number);
            }
        });
        thread.setDaemon(true);
        // A thread inherits the loader of whoever happens to start it, and would keep that bundle alive.
        thread.setContextClassLoader(IoThreads.class.getClassLoader());
        thread.setUncaughtExceptionHandler((which, failure) -> LOG.error("thread {} has ended", which, failure));
        started.removeIf(other -> other.getState() == Thread.State.TERMINATED);
        started.add(thread);
        return thread;
    }

    private synchronized void release(BitSet taken, int number) {
        taken.clear(number);
    }

    private static final class IoThread extends Thread {
        private final String ownName;

        IoThread(String name, Runnable task) {
            super(task, name);
            ownName = name;
        }
    }
}
