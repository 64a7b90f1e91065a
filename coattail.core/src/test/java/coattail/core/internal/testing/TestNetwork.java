// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.testing;

import coattail.core.spi.Transport;

/**
 * What the instances of one test reach each other by.
 *
 * @param end ends the transport and all that it holds
 */
public record TestNetwork(Transport transport, Runnable end) implements AutoCloseable {

    /** A network of its own within this JVM. */
    public static TestNetwork inMemory() {
        var events = new EventThread("network");
        return new TestNetwork(new InMemoryTransport(events), events::close);
    }

    @Override
    public void close() {
        end.run();
    }
}
