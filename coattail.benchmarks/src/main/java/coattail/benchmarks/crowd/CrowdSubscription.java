// SPDX-License-Identifier: Apache-2.0
package coattail.benchmarks.crowd;

import java.util.function.Consumer;

import coattail.api.Outcome;
import coattail.core.internal.session.Outbound;
import coattail.core.internal.session.Session;
import coattail.core.internal.session.SessionEvents.ResponseListener;
import coattail.core.internal.wire.Failure;
import coattail.core.internal.wire.Id16;
import coattail.core.internal.wire.Message;
import coattail.core.internal.wire.Message.Notify;
import coattail.core.internal.wire.Message.Subscribe;
import coattail.core.internal.wire.Message.Subscribed;

/** One subscription of one of the crowd. Driven as its session is. */
final class CrowdSubscription implements ResponseListener {
    /** The parts in which credit is given back. */
    private static final int PARTS = 4;

    private final Session session;
    private final int peer;
    private final Subscribing how;
    private final Runnable subscribed;
    private final Consumer<Failure> failed;
    private Outbound stream;
    private long next;
    private int consumedMessages;
    private int consumedBytes;

    private CrowdSubscription(
            Session session, int peer, Subscribing how, Runnable subscribed, Consumer<Failure> failed) {
        this.session = session;
        this.peer = peer;
        this.how = how;
        this.subscribed = subscribed;
        this.failed = failed;
    }

    /**
     * Subscribes to one of the actions.
     *
     * @param index which of them
     * @param failed is called when it is refused, or ends
     */
    static void open(
            Session session,
            int grant,
            int peer,
            Subscribing how,
            int index,
            Runnable subscribed,
            Consumer<Failure> failed) {
        var subscription = new CrowdSubscription(session, peer, how, subscribed, failed);
        var id = new Id16(2 + index, peer);
        subscription.stream = session.open(
                new Subscribe(
                        grant, how.actions().get(index), Crowd.receiver(peer), id, how.messages(), how.bytes(), 0, -1),
                subscription);
    }

    @Override
    public void answered(Message answer) {
        if (answer instanceof Subscribed at) {
            next = at.nextSequence();
            subscribed.run();
        }
    }

    @Override
    public void failed(Failure failure) {
        failed.accept(failure);
    }

    @Override
    public void event(Notify event) {
        how.arrivals().came(peer, event, event.sequence() - next);
        next = event.sequence() + 1;
        if (event.acknowledge()) {
            session.acknowledge(stream, event.sequence(), Outcome.PROCESSED.ordinal());
        }
        consumedMessages++;
        consumedBytes += event.data().length();
        if (consumedMessages >= how.messages() / PARTS || consumedBytes >= how.bytes() / PARTS) {
            session.credit(stream, consumedMessages, consumedBytes);
            consumedMessages = 0;
            consumedBytes = 0;
        }
    }
}
