// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.testing;

import java.util.concurrent.Executor;

/**
 * A thread for each task. Where tasks wait for one another the common pool won't do: with two processors it may have a
 * single thread.
 */
public enum OwnThread implements Executor {
    EACH;

    @Override
    public void execute(Runnable task) {
        var thread = new Thread(task, "own");
        thread.setDaemon(true);
        thread.start();
    }
}
