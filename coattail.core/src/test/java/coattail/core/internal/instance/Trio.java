// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.instance;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;

import coattail.api.Action;
import coattail.api.Call;
import coattail.api.Delivery;
import coattail.api.Invocation;
import coattail.api.Receiver;
import coattail.core.internal.testing.EventThread;
import coattail.core.internal.testing.InMemoryTransport;

/** Three instances, the first of which holds the calls of the others. */
final class Trio implements AutoCloseable {
    /** Holds whoever calls until told to go on; says who was interrupted. */
    static final class Hold implements Action<String, String> {
        final BlockingQueue<String> begun = new LinkedBlockingQueue<>();
        final BlockingQueue<String> interrupted = new LinkedBlockingQueue<>();
        final CountDownLatch release = new CountDownLatch(1);

        @Override
        public String perform(String who, Invocation invocation) throws InterruptedException {
            begun.add(who);
            try {
                release.await();
            } catch (InterruptedException e) {
                interrupted.add(who);
                throw e;
            }
            return who;
        }
    }

    static final class Ignore implements Receiver<String> {
        @Override
        public void receive(String event, Delivery delivery) {
            // Only that there is a subscription matters.
        }
    }

    final Hold hold = new Hold();
    /** Those that are to be closed. */
    final List<TestInstance> open = new ArrayList<>();

    final TestInstance north;
    final TestInstance south;
    final TestInstance west;
    private final EventThread network = new EventThread("network");

    Trio(Path directory) {
        var transport = new InMemoryTransport(network);
        north = opened(
                new TestInstance("north", directory, transport).offers("hold", String.class, String.class, hold));
        south = opened(new TestInstance("south", directory, transport).receives("ignore", String.class, new Ignore()));
        west = opened(new TestInstance("west", directory, transport).receives("ignore", String.class, new Ignore()));
    }

    TestInstance opened(TestInstance instance) {
        open.add(instance);
        instance.open();
        return instance;
    }

    @Override
    public void close() throws Exception {
        hold.release.countDown();
        open.forEach(TestInstance::close);
        network.close();
    }

    /** Has north hold this one's call. */
    static Call<String> hold(TestInstance caller) {
        return caller.coattail().peer("north").perform("hold", caller.name, String.class);
    }
}
