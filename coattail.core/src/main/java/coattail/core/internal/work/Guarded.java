// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.work;

import java.util.function.Consumer;

/** Runs tasks in a queue, where one that throws must not take those behind it along. */
final class Guarded {
    private Guarded() {}

    static void run(Runnable task, Consumer<Throwable> onError) {
        try {
            task.run();
        } catch (Throwable e) {
            report(e, onError);
        }
    }

    private static void report(Throwable failure, Consumer<Throwable> onError) {
        try {
            onError.accept(failure);
        } catch (Throwable e) {
            // Thrown on, it would leave the queue owned by nobody, and what waits in it dead in silence.
            if (e != failure) {
                e.addSuppressed(failure);
            }
            var thread = Thread.currentThread();
            thread.getUncaughtExceptionHandler().uncaughtException(thread, e);
        }
    }
}
