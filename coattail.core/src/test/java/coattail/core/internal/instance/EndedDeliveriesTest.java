// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.instance;

import static coattail.core.internal.instance.TestInstance.get;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import coattail.api.Action;
import coattail.api.Coattail;
import coattail.api.Delivery;
import coattail.api.Instance;
import coattail.api.Invocation;
import coattail.api.Receiver;
import coattail.core.internal.testing.EventThread;
import coattail.core.internal.testing.InMemoryTransport;

/**
 * What a receiver has called ends with its subscription, long before its deadline, whatever the receiver itself does.
 */
class EndedDeliveriesTest {
    /** Tells when it is interrupted. */
    static final class Waits implements Action<Void, Void> {
        final CountDownLatch begun = new CountDownLatch(1);
        final CountDownLatch interrupted = new CountDownLatch(1);

        @Override
        public Void perform(Void input, Invocation invocation) {
            begun.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                interrupted.countDown();
            }
            return null;
        }
    }

    /** Has an action performed, and doesn't care whether it is interrupted itself. */
    final class Calls implements Receiver<Object> {
        private final Function<Coattail, Instance> where;

        Calls(Function<Coattail, Instance> where) {
            this.where = where;
        }

        @Override
        public void receive(Object event, Delivery delivery) {
            where.apply(delivery.coattail()).perform("waits", null, Void.class);
            while (true) {
                try {
                    over.await();
                    return;
                } catch (InterruptedException e) {
                    assertTrue(delivery.cancelled());
                }
            }
        }
    }

    @TempDir
    Path directory;

    private final CountDownLatch over = new CountDownLatch(1);
    private final EventThread network = new EventThread("network");
    private final Waits waits = new Waits();
    private TestInstance north;
    private TestInstance south;

    @BeforeEach
    void open() {
        var transport = new InMemoryTransport(network);
        north = new TestInstance("north", directory, transport);
        south = new TestInstance("south", directory, transport);
    }

    @AfterEach
    void close() throws Exception {
        over.countDown();
        south.close();
        north.close();
        network.close();
    }

    private void deliver(Receiver<Object> receiver) throws Exception {
        north.offers("measured", Void.class, Void.class, (input, invocation) -> null);
        south.receives("calls", Object.class, receiver);
        north.open();
        south.open();
        south.knows(north, "waits");
        get(south.coattail().peer("north").subscribe("measured", "calls").result());
        get(north.coattail().local().publish("measured", "an event").result());
        assertTrue(waits.begun.await(TestInstance.SECONDS, TimeUnit.SECONDS));
    }

    @Test
    void whenTheSubscriptionEnds() throws Exception {
        north.offers("waits", Void.class, Void.class, waits);
        deliver(new Calls(coattail -> coattail.peer("north")));
        get(south.coattail().peer("north").unsubscribe("measured", "calls").result());
        assertTrue(waits.interrupted.await(TestInstance.SECONDS, TimeUnit.SECONDS));
    }

    @Test
    void whenTheInstanceStops() throws Exception {
        south.offers("waits", Void.class, Void.class, waits);
        deliver(new Calls(Coattail::local));
        south.instance().leave();
        assertTrue(waits.interrupted.await(TestInstance.SECONDS, TimeUnit.SECONDS));
    }
}
