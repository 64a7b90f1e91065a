// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.subscribe;

import java.util.concurrent.RejectedExecutionException;

/** Where receivers run; {@code Workers::execute}. */
@FunctionalInterface
public interface HandlerThreads {

    /**
     * @param name what the thread is called meanwhile
     * @param contextLoader its context class loader meanwhile
     * @throws RejectedExecutionException if all threads are taken
     */
    void execute(String name, ClassLoader contextLoader, Runnable task);
}
