// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.subscribe;

import static coattail.core.internal.subscribe.Desk.ACTION;
import static coattail.core.internal.subscribe.Desk.PEER;
import static coattail.core.internal.subscribe.Desk.RECEIVER;
import static coattail.core.internal.subscribe.Desk.done;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import coattail.api.ContentType;
import coattail.api.Overflow;
import coattail.core.internal.publish.Hub;
import coattail.core.internal.testing.InMemoryStore;
import coattail.core.internal.wire.Body;
import coattail.core.internal.wire.Trace;
import coattail.core.spi.Subscriber;
import coattail.core.spi.Subscription;
import coattail.core.spi.contract.StoreSamples;

/**
 * One side or both come back with a database as it was some time ago, and meanwhile subscriptions were made and ended:
 * at the next contact both databases say what the subscriber's says.
 */
class RestoredTest {
    private static final String SUBSCRIBER = StoreSamples.instance(2);
    private static final String KEPT = "kept";
    private static final String ENDED = "ended since";
    private static final String MADE = "made since";
    private static final String ANEW = "ended and made anew since";

    private InMemoryStore publishers = new InMemoryStore();
    private InMemoryStore subscribers = new InMemoryStore();
    private Desk desk = desk();
    private Hub hub = hub();
    private Wire wire;

    private Collection<Subscriber> oldPublishers;
    private Collection<Subscription> oldSubscribers;

    private Desk desk() {
        var made = new Desk(subscribers, subscribers.subscriptions(), (name, loader, task) -> task.run());
        made.offer(RECEIVER);
        made.book.load();
        return made;
    }

    private Hub hub() {
        return desk.hub(publishers, 7);
    }

    private void link() {
        wire = new Wire(hub, SUBSCRIBER, StoreSamples.jti(1));
        desk.book.linked(PEER, wire);
    }

    private void subscribe(String action) {
        done(desk.book.subscribe(PEER, action, RECEIVER, Overflow.DROP_OLDEST));
    }

    private void end(String action) {
        done(desk.book.unsubscribe(PEER, action, RECEIVER));
    }

    @BeforeEach
    void liveOnAfterTheBackup() {
        publishers.tokens().add(StoreSamples.token(1));
        link();
        subscribe(KEPT);
        subscribe(ENDED);
        subscribe(ANEW);
        oldPublishers = publishers.subscribers().list();
        oldSubscribers = subscribers.subscriptions().list();
        end(ENDED);
        end(ANEW);
        subscribe(ANEW);
        subscribe(MADE);
        wire.cut();
        desk.book.unlinked(PEER, wire);
    }

    private void restorePublisher() {
        publishers = new InMemoryStore();
        publishers.tokens().add(StoreSamples.token(1));
        oldPublishers.forEach(row -> publishers.subscribers().put(row, 100));
        hub = hub();
    }

    private void restoreSubscriber() {
        subscribers = new InMemoryStore();
        subscribers.peers().put(StoreSamples.peer(1));
        oldSubscribers.forEach(row -> subscribers.subscriptions().put(row));
        desk = desk();
    }

    /** By action and id. */
    private void bothSay(String... actions) {
        var wanted = new TreeSet<String>();
        subscribers.subscriptions().list().forEach(row -> wanted.add(row.action() + " " + row.id()));
        var known = new TreeSet<String>();
        publishers.subscribers().list().forEach(row -> known.add(row.action() + " " + row.subscriptionId()));
        assertEquals(wanted, known);
        assertEquals(
                new TreeSet<>(List.of(actions)),
                new TreeSet<>(publishers.subscribers().list().stream()
                        .map(Subscriber::action)
                        .toList()));
        for (var action : List.of(KEPT, ENDED, MADE, ANEW, ACTION)) {
            var publication = done(hub.publish(
                            action,
                            Body.of(ContentType.TEXT, action.getBytes(StandardCharsets.UTF_8)),
                            Trace.NONE,
                            false,
                            true,
                            desk.now.get() + 1_000)
                    .result());
            assertEquals(
                    List.of(actions).contains(action) ? 1 : 0,
                    publication.count(coattail.api.Outcome.PROCESSED),
                    action);
        }
    }

    @Test
    void thePublisherLearnsWhatItHasForgotten() {
        restorePublisher();
        link();
        bothSay(KEPT, ANEW, MADE);
    }

    @Test
    void thePublisherForgetsWhatTheSubscriberDoesNotWantAnyMore() {
        restoreSubscriber();
        link();
        bothSay(KEPT, ENDED, ANEW);
    }

    @Test
    void bothBeginAgainWhereTheyWere() {
        restorePublisher();
        restoreSubscriber();
        link();
        bothSay(KEPT, ENDED, ANEW);
    }

    @Test
    void oneWithoutAnyRowIsTheSubscriberStill() {
        restorePublisher();
        oldSubscribers = List.of();
        restoreSubscriber();
        link();
        bothSay();
    }
}
