// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.subscribe;

import static coattail.core.internal.subscribe.Desk.ACTION;
import static coattail.core.internal.subscribe.Desk.PEER;
import static coattail.core.internal.subscribe.Desk.RECEIVER;
import static coattail.core.internal.subscribe.Desk.done;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import coattail.api.ContentType;
import coattail.api.ErrorCode;
import coattail.api.Outcome;
import coattail.api.Overflow;
import coattail.api.Publication;
import coattail.core.admin.SubscriptionStatus.State;
import coattail.core.internal.publish.Hub;
import coattail.core.internal.publish.Publishing;
import coattail.core.internal.testing.InMemoryStore;
import coattail.core.internal.wire.Body;
import coattail.core.internal.wire.Failure;
import coattail.core.internal.wire.Id16;
import coattail.core.internal.wire.Trace;
import coattail.core.spi.contract.StoreSamples;

/** Both sides of subscriptions together, over a connection that can be cut, on a clock that is moved by hand. */
class JoinedTest {
    private static final String SUBSCRIBER = StoreSamples.instance(2);

    /** Turns of the receiver, run by hand. */
    private final Deque<Runnable> turns = new ArrayDeque<>();

    private final InMemoryStore publishers = new InMemoryStore();
    private final InMemoryStore subscribers = new InMemoryStore();
    private int hubs;
    private Desk desk = desk(subscribers);
    private Hub hub = hub();
    private TestReceivers.Receiver receiver;
    private Wire wire;

    private Desk desk(InMemoryStore store) {
        return new Desk(store, store.subscriptions(), (name, loader, task) -> turns.add(task));
    }

    private Hub hub() {
        return desk.hub(publishers, ++hubs);
    }

    @BeforeEach
    void subscribe() {
        publishers.tokens().add(StoreSamples.token(1));
        publishers.tokens().add(StoreSamples.token(2));
        receiver = desk.offer(RECEIVER);
        link(1);
        done(desk.subscribe(Overflow.DROP_OLDEST));
    }

    private void link(int token) {
        wire = new Wire(hub, SUBSCRIBER, StoreSamples.jti(token));
        desk.book.linked(PEER, wire);
    }

    private void cut() {
        var lost = wire;
        lost.cut();
        desk.book.unlinked(PEER, lost);
    }

    private void run() {
        for (var turn = turns.poll(); turn != null; turn = turns.poll()) {
            turn.run();
        }
    }

    private Publishing ask(String text) {
        return hub.publish(ACTION, body(text), Trace.NONE, false, true, desk.now.get() + 10_000);
    }

    private Publication publish(String text) {
        return done(hub.publish(ACTION, body(text), Trace.NONE, false, false, 0).result());
    }

    private static Body body(String text) {
        return Body.of(ContentType.TEXT, text.getBytes(StandardCharsets.UTF_8));
    }

    private static Map<Outcome, Integer> counts(Publishing publishing) {
        return done(publishing.result()).counts();
    }

    @Test
    void anEventIsProcessedAndThePublisherKnows() {
        var publishing = ask("a");
        assertTrue(Desk.pending(publishing.result()));
        run();
        assertEquals(Map.of(Outcome.PROCESSED, 1), counts(publishing));
        assertEquals(List.of("a"), receiver.received);
        assertEquals(State.ATTACHED, desk.status().state());
        assertTrue(hub.snapshot().get(0).attached());
    }

    @Test
    void thePublisherKnowsUnderWhichIdTheSubscribersLogSaysWhyItFailed() {
        receiver.code = (text, delivery) -> {
            throw new IllegalStateException("on purpose");
        };
        var publishing = ask("a");
        run();
        assertEquals(Map.of(Outcome.FAILED, 1), counts(publishing));
        assertEquals(
                desk.deliveries.get(0).eventId(),
                done(publishing.result()).eventId().orElseThrow());
        assertEquals(
                Optional.empty(),
                done(hub.publish("another", body("b"), Trace.NONE, false, false, 0)
                                .result())
                        .eventId());
    }

    @Test
    void manyEventsFlowThroughTheCredit() {
        for (int i = 0; i < 1_000; i++) {
            publish("" + i);
            if (i % 50 == 0) {
                run();
            }
        }
        run();
        assertEquals(IntStream.range(0, 1_000).mapToObj(i -> "" + i).toList(), receiver.received);
        assertEquals(0, desk.status().missed());
    }

    @Test
    void aSlowReceiverLosesTheOldestAndKnowsHowMany() {
        for (int i = 0; i < 200; i++) {
            publish("" + i);
        }
        run();
        // 64 were on their way to it, 64 waited for credit, the 72 between were dropped.
        assertEquals(128, receiver.received.size());
        assertEquals("199", receiver.received.get(127));
        assertEquals(72, desk.status().missed());
        assertEquals(72, hub.snapshot().get(0).dropped());
    }

    @Test
    void latestKeepsOneOnItsWayAndTheNewest() {
        done(desk.subscribe(Overflow.LATEST));
        for (int i = 0; i < 10; i++) {
            publish("" + i);
        }
        run();
        publish("10");
        run();
        assertEquals(List.of("0", "9", "10"), receiver.received);
    }

    @Test
    void aShortCutLosesNothing() {
        publish("a");
        run();
        cut();
        var waiting = ask("b");
        desk.pass(1_500);
        link(1);
        run();
        assertEquals(Map.of(Outcome.PROCESSED, 1), counts(waiting));
        assertEquals(List.of("a", "b"), receiver.received);
        assertEquals(0, desk.status().missed());
    }

    @Test
    void anOutcomeFindsItsWayOverTheNextConnection() {
        var running = ask("a");
        cut();
        run();
        assertTrue(Desk.pending(running.result()));
        desk.pass(5_000);
        link(1);
        assertEquals(Map.of(Outcome.PROCESSED, 1), counts(running));
    }

    @Test
    void aLongCutLosesWhatWasPublishedMeanwhile() {
        cut();
        desk.pass(2_100);
        assertEquals(Map.of(Outcome.OFFLINE, 1), publish("a").counts());
        assertEquals(Map.of(Outcome.OFFLINE, 1), publish("b").counts());
        link(1);
        publish("c");
        run();
        assertEquals(List.of("c"), receiver.received);
        assertEquals(2, desk.status().missed());
        assertFalse(desk.status().lossUnknown());
    }

    @Test
    void aRestartedPublisherIsToldWhatIsWanted() {
        publish("a");
        run();
        cut();
        hub = hub();
        publish("nobody is there");
        link(1);
        publish("b");
        run();
        assertEquals(List.of("a", "b"), receiver.received);
        assertTrue(desk.status().lossUnknown());
        assertEquals(1, desk.status().missed());
    }

    @Test
    void aPublisherThatWasWipedIsToldToo() {
        cut();
        publishers.subscribers().list().forEach(row -> publishers
                .subscribers()
                .delete(row.instanceId(), row.subscriptionId()));
        hub = hub();
        link(1);
        assertEquals(Map.of(Outcome.ENQUEUED, 1), publish("a").counts());
        assertEquals(1, publishers.subscribers().list().size());
    }

    @Test
    void aSubscriberThatWasWipedLeavesNothingBehind() {
        cut();
        desk = desk(new InMemoryStore());
        hub = hub();
        link(1);
        assertEquals(0, publish("a").subscriptions());
        assertEquals(List.of(), publishers.subscribers().list());
    }

    @Test
    void aSubscriberThatWasWipedMaySubscribeAnew() {
        var before = publishers.subscribers().list().get(0).subscriptionId();
        desk = desk(new InMemoryStore());
        receiver = desk.offer(RECEIVER);
        link(1);
        done(desk.subscribe(Overflow.DROP_OLDEST));
        publish("a");
        run();
        assertEquals(List.of("a"), receiver.received);
        assertEquals(1, publishers.subscribers().list().size());
        assertNotEquals(before, publishers.subscribers().list().get(0).subscriptionId());
    }

    @Test
    void aRestartedSubscriberGetsWhatIsPublishedFromThenOn() {
        publish("a");
        run();
        cut();
        desk.pass(3_000);
        publish("missed");
        var now = desk.now.get();
        desk = desk(subscribers);
        desk.now.set(now);
        receiver = desk.offer(RECEIVER);
        desk.book.load();
        link(1);
        assertEquals(1, desk.status().missed());
        assertTrue(desk.status().lossUnknown(), "what was sent to the process before may not have been delivered");
        publish("b");
        run();
        assertEquals(List.of("b"), receiver.received);
    }

    @Test
    void endsOnBothSides() {
        done(desk.book.unsubscribe(PEER, ACTION, RECEIVER));
        assertEquals(List.of(), publishers.subscribers().list());
        assertEquals(List.of(), subscribers.subscriptions().list());
        assertEquals(0, publish("a").subscriptions());
    }

    @Test
    void anEndWhileDownIsFinishedAtTheNextContact() {
        cut();
        done(desk.book.unsubscribe(PEER, ACTION, RECEIVER));
        assertEquals(1, publishers.subscribers().list().size());
        link(1);
        assertEquals(List.of(), publishers.subscribers().list());
        assertEquals(List.of(), subscribers.subscriptions().list());
    }

    @Test
    void theOperatorOfThePublisherHasTheLastWord() {
        hub.revoke(SUBSCRIBER, Id16.parse(desk.row().id()));
        assertEquals(List.of(), subscribers.subscriptions().list());
        assertEquals(List.of(), desk.book.snapshot());
        done(desk.subscribe(Overflow.DROP_OLDEST));
        assertEquals(Map.of(Outcome.ENQUEUED, 1), publish("a").counts());
    }

    @Test
    void theOperatorsWordReachesASubscriberThatWasAway() {
        cut();
        hub.revoke(SUBSCRIBER, Id16.parse(desk.row().id()));
        link(1);
        assertEquals(List.of(), subscribers.subscriptions().list());
    }

    @Test
    void aRevokedTokenEndsAndTheNextBringsItBack() {
        publishers.tokens().revoke(StoreSamples.jti(1));
        hub.tokenEnded(StoreSamples.jti(1), Failure.of(ErrorCode.REVOKED, "revoked"));
        assertEquals(State.REFUSED, desk.status().state());
        assertEquals("revoked", desk.status().reason());
        assertEquals(List.of(), publishers.subscribers().list());
        link(2);
        publish("a");
        run();
        assertEquals(List.of("a"), receiver.received);
        assertEquals(State.ATTACHED, desk.status().state());
    }

    @Test
    void aRenewedTokenLosesNothing() {
        publish("a");
        var running = ask("b");
        link(2);
        hub.tokenEnded(StoreSamples.jti(1), Failure.of(ErrorCode.EXPIRED, "expired"));
        publish("c");
        run();
        assertEquals(List.of("a", "b", "c"), receiver.received);
        assertEquals(Map.of(Outcome.PROCESSED, 1), counts(running));
        assertEquals(0, desk.status().missed());
        assertEquals(StoreSamples.jti(2), hub.snapshot().get(0).token());
    }

    @Test
    void aReceiverThatIsGoneTurnsEventsOfflineAndIsBackWhenItIs() {
        desk.withdraw(RECEIVER);
        var waiting = ask("a");
        desk.pass(5_025);
        assertEquals(Map.of(Outcome.REFUSED, 1), counts(waiting));
        assertEquals(Map.of(Outcome.OFFLINE, 1), publish("b").counts());
        assertEquals(1, publishers.subscribers().list().size());
        receiver = desk.offer(RECEIVER);
        publish("c");
        run();
        assertEquals(List.of("c"), receiver.received);
    }

    @Test
    void disconnectComesBackByItself() {
        done(desk.subscribe(Overflow.DISCONNECT));
        for (int i = 0; i < 64 + 64; i++) {
            publish("" + i);
        }
        assertEquals(Map.of(Outcome.OVERLOADED, 1), publish("one too many").counts());
        assertEquals(State.WAITING, desk.status().state());
        run();
        desk.pass(600);
        assertEquals(State.ATTACHED, desk.status().state());
        publish("again");
        run();
        assertEquals(65, receiver.received.size());
        assertEquals(65, desk.status().missed());
    }

    @Test
    void aReceiverThatHangsIsDetachedAfterAMinuteAndAskedAgain() {
        done(desk.subscribe(Overflow.DROP_OLDEST));
        for (int i = 0; i < 200; i++) {
            publish("" + i);
        }
        desk.pass(60_025);
        assertEquals("the window of the subscription was full", desk.status().reason());
        desk.pass(600);
        assertEquals(State.ATTACHED, desk.status().state());
    }
}
