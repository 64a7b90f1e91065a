// SPDX-License-Identifier: Apache-2.0
package coattail.benchmarks.measure;

import java.util.function.Consumer;

/** A way to send {@link Message#JSON} to another process and get it back. */
public interface Echo {

    /**
     * Sends once. What goes wrong is told, not thrown.
     *
     * @param done called once, on any thread, maybe before this method returns: with null when the same has come back,
     *     else with what went wrong
     */
    void send(Consumer<Throwable> done);
}
