// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.instance;

import java.nio.file.Path;

import coattail.api.Action;
import coattail.api.ActionFailure;
import coattail.api.Invocation;
import coattail.core.internal.testing.EventThread;
import coattail.core.internal.testing.InMemoryTransport;

/** Two instances, the first of which greets. */
final class Neighbours implements AutoCloseable {
    record Guest(String name) {}

    record Greeting(String text) {}

    static final class Greet implements Action<Guest, Greeting> {
        @Override
        public Greeting perform(Guest guest, Invocation invocation) throws ActionFailure {
            if (guest.name().isEmpty()) {
                throw new ActionFailure("a guest without a name");
            }
            return new Greeting(
                    "Hello, " + guest.name() + " from " + invocation.caller().name());
        }
    }

    static final class Broken implements Action<Void, Void> {
        @Override
        public Void perform(Void input, Invocation invocation) {
            throw new IllegalStateException("a secret of the inside");
        }
    }

    final TestInstance north;
    final TestInstance south;
    private final EventThread network = new EventThread("network");

    Neighbours(Path directory) {
        var transport = new InMemoryTransport(network);
        north = new TestInstance("north", directory, transport);
        south = new TestInstance("south", directory, transport);
        north.offers("greet", Guest.class, Greeting.class, new Greet())
                .offers("broken", Void.class, Void.class, new Broken());
        north.open();
        south.open();
    }

    @Override
    public void close() throws Exception {
        south.close();
        north.close();
        network.close();
    }
}
