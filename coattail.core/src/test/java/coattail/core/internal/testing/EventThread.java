// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.testing;

import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Runs what it is given on one daemon thread. */
public final class EventThread implements Executor, AutoCloseable {
    private final ExecutorService thread;

    public EventThread(String name) {
        thread = Executors.newSingleThreadExecutor(work -> {
            var worker = new Thread(work, name);
            worker.setDaemon(true);
            return worker;
        });
    }

    @Override
    public void execute(Runnable event) {
        thread.execute(event);
    }

    @Override
    public void close() {
        thread.shutdown();
    }
}
