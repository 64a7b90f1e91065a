// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.work;

import java.security.AccessController;
import java.security.PrivilegedAction;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Makes daemon threads that remember nothing of the code on whose behalf they were started. A thread otherwise inherits
 * the context class loader, the inheritable thread locals and, on JVMs up to 23, the access control context of the
 * thread that makes it; any of them would keep the class loader of an action alive that has long been replaced.
 */
public final class CleanThreads implements ThreadFactory {
    private final String prefix;
    private final AtomicLong made = new AtomicLong();

    /** @param prefix of their names; a number follows */
    public CleanThreads(String prefix) {
        this.prefix = prefix;
    }

    @Override
    @SuppressWarnings({
        "removal", // it goes when there is no context to cut off any more
        "ThreadPriorityCheck" // the maker's, which might be another than the usual one, isn't inherited
    })
    public Thread newThread(Runnable task) {
        return AccessController.doPrivileged((PrivilegedAction<Thread>) () -> {
            var thread = new Thread(null, task, prefix + made.incrementAndGet(), 0, false);
            thread.setDaemon(true);
            thread.setPriority(Thread.NORM_PRIORITY);
            thread.setContextClassLoader(CleanThreads.class.getClassLoader());
            return thread;
        });
    }
}
