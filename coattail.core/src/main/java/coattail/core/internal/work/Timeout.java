// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.work;

/** A timer that was set. */
public interface Timeout {

    /**
     * Takes the timer back and lets go of its task at once.
     *
     * @return whether that was in time: the task has not run and never will
     */
    boolean cancel();
}
