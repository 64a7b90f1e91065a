// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.work;

import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;

import org.slf4j.LoggerFactory;

/** Virtual threads (JEP 444) for code that is compiled for JVMs without them. */
final class VirtualThreads {
    private static final int SINCE = 21;

    private VirtualThreads() {}

    /** An executor with a virtual thread for each task, empty on a JVM that doesn't have them. */
    static Optional<ExecutorService> executor(String prefix) {
        if (Runtime.version().feature() < SINCE) {
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
