// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.sim;

/** One life of an instance, from a start to a stop or a crash. What it has set off ends with it. */
final class Life {
    private final int node;
    private boolean alive = true;

    Life(int node) {
        this.node = node;
    }

    int node() {
        return node;
    }

    boolean alive() {
        return alive;
    }

    void end() {
        alive = false;
    }

    /** The task, unless this life is over by then. */
    Runnable doing(Runnable task) {
        return () -> {
            if (alive) {
                task.run();
            }
        };
    }
}
