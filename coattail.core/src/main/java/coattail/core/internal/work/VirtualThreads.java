// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.work;

import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;

import org.slf4j.LoggerFactory;

/**
 * Virtual threads for code that is compiled for JVMs without them. Used from JDK 24 on: before (JEP 491), a handler
 * that blocks within {@code synchronized} keeps its carrier thread, of which there are as many as cores, so that a few
 * such handlers would keep all others from running.
 */
final class VirtualThreads {
    private static final int SINCE = 24;

    private VirtualThreads() {}

    /** Whether there are any and handlers can do with them whatever they like. */
    static boolean safe() {
        return Runtime.version().feature() >= SINCE;
    }

    /** An executor with a virtual thread for each task, empty on a JVM that doesn't have them, or not safely. */
    static Optional<ExecutorService> executor(String prefix) {
        if (!safe()) {
            return Optional.empty();
        }
        try {
            Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
            // The interface's methods: the class behind it isn't exported.
            Class<?> type = Class.forName("java.lang.Thread$Builder");
            builder = type.getMethod("name", String.class, long.class).invoke(builder, prefix, 0L);
            builder = type.getMethod("inheritInheritableThreadLocals", boolean.class)
                    .invoke(builder, false);
            Object factory = type.getMethod("factory").invoke(builder);
            return Optional.of((ExecutorService) Executors.class
                    .getMethod("newThreadPerTaskExecutor", ThreadFactory.class)
                    .invoke(null, factory));
        } catch (ReflectiveOperationException e) {
            LoggerFactory.getLogger(VirtualThreads.class).warn("No virtual threads here, a pool serves instead", e);
            return Optional.empty();
        }
    }
}
