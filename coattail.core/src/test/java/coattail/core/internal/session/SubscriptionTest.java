// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.session;

import static coattail.core.internal.session.Samples.SUBSCRIBED;
import static coattail.core.internal.session.Samples.event;
import static coattail.core.internal.session.Samples.rawCredit;
import static coattail.core.internal.session.Samples.rawNotify;
import static coattail.core.internal.session.Samples.rawSubscribe;
import static coattail.core.internal.session.Samples.rawSubscribed;
import static coattail.core.internal.session.Samples.subscribe;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

import org.junit.jupiter.api.Test;

import coattail.api.ErrorCode;
import coattail.core.internal.session.Recorder.Answers;
import coattail.core.internal.wire.Flags;
import coattail.core.internal.wire.FrameType;
import coattail.core.internal.wire.Message;
import coattail.core.internal.wire.RawFrame;

/** docs/protocol.md, "Publish and subscribe" and "Credit": the dialler subscribes, the listener publishes. */
class SubscriptionTest {
    private static final int PLENTY = 1 << 20;

    private final Pair pair = new Pair().granted();
    private final Deque<Message.Notify> events = new ArrayDeque<>();
    private final Answers brought = new Answers();
    private Outbound subscription;
    private Inbound stream;

    @Test
    void theAnswerComesBeforeAnyEvent() {
        events.add(event(1, 10));
        attach(64, PLENTY);
        assertEquals(List.of(SUBSCRIBED), brought.answers);
        assertEquals(List.of(event(1, 10)), brought.events);
    }

    @Test
    void eventsComeInOrderWhenTheSourceIsReady() {
        attach(64, PLENTY);
        publish(event(1, 0), event(2, 100), event(3, 12_000));
        assertEquals(List.of(event(1, 0), event(2, 100), event(3, 12_000)), brought.events);
    }

    @Test
    void messageCreditHoldsEventsBack() {
        attach(2, PLENTY);
        publish(event(1, 1), event(2, 1), event(3, 1), event(4, 1));
        assertEquals(2, brought.events.size());
        assertEquals(2, events.size(), "they wait in the source, where they can be evicted");

        pair.dialler.session.credit(subscription, 1, 0);
        pair.flush();
        assertEquals(3, brought.events.size());
        pair.dialler.session.credit(subscription, 5, 0);
        pair.flush();
        assertEquals(4, brought.events.size());
    }

    @Test
    void byteCreditMayBeOverdrawnByOneEvent() {
        attach(64, 100);
        publish(event(1, 60), event(2, 5_000), event(3, 1));
        assertEquals(2, brought.events.size(), "40 bytes were left for the second");

        pair.dialler.session.credit(subscription, 0, 4_960);
        pair.flush();
        assertEquals(2, brought.events.size(), "back at 0");
        pair.dialler.session.credit(subscription, 0, 1);
        pair.flush();
        assertEquals(3, brought.events.size());
    }

    @Test
    void withoutFirstCreditNothingComes() {
        attach(0, 0);
        publish(event(1, 1));
        assertTrue(brought.events.isEmpty());
        pair.dialler.session.credit(subscription, 1, 1);
        pair.flush();
        assertEquals(1, brought.events.size());
    }

    @Test
    void outcomesGoBack() {
        attach(64, PLENTY);
        publish(event(7, 1));
        pair.dialler.session.acknowledge(subscription, 7, 1);
        pair.flush();
        assertEquals(List.of(new Recorder.Acked(stream, 7, 1)), pair.listener.told.acknowledged);
    }

    @Test
    void cancelDetaches() {
        attach(64, PLENTY);
        pair.dialler.session.cancel(subscription);
        pair.dialler.session.acknowledge(subscription, 1, 0);
        pair.dialler.session.credit(subscription, 1, 1);
        pair.flush();
        assertEquals(List.of(stream), pair.listener.told.detached);
        assertTrue(pair.listener.told.lost.isEmpty());
        publish(event(1, 1));
        assertTrue(brought.events.isEmpty() && brought.failures.isEmpty());
        assertEquals(1, events.size());
    }

    @Test
    void cancelBeforeTheAnswerKeepsItFromBeingAttached() {
        subscription = pair.dialler.session.open(subscribe(64, PLENTY), brought);
        pair.flush();
        stream = Pair.last(pair.listener);
        pair.dialler.session.cancel(subscription);
        pair.flush();
        assertEquals(List.of(stream), pair.listener.told.cancelled);
        assertFalse(pair.listener.session.attach(stream, SUBSCRIBED, events::poll));
        pair.flush();
        assertTrue(pair.listener.told.detached.isEmpty());
        assertTrue(brought.answers.isEmpty());
    }

    @Test
    void aRefusalEndsALiveStream() {
        attach(64, PLENTY);
        pair.listener.session.refuse(stream, Pair.failure(ErrorCode.SUBSCRIPTION_REVOKED));
        publish(event(1, 1));
        assertEquals(ErrorCode.SUBSCRIPTION_REVOKED, brought.failure().code());
        assertTrue(brought.events.isEmpty());
        assertTrue(pair.listener.told.detached.isEmpty(), "the instance knows: it did it");
    }

    @Test
    void aRefusalReplacesAnAnswerThatWasNotWritten() {
        subscription = pair.dialler.session.open(subscribe(64, PLENTY), brought);
        pair.flush();
        stream = Pair.last(pair.listener);
        pair.listener.session.attach(stream, SUBSCRIBED, events::poll);
        pair.listener.session.refuse(stream, Pair.failure(ErrorCode.REVOKED));
        pair.flush();
        assertTrue(brought.answers.isEmpty());
        assertEquals(ErrorCode.REVOKED, brought.failure().code());
    }

    @Test
    void unsubscribeEndsTheStreamWithNoFurtherFrame() {
        attach(64, PLENTY);
        events.add(event(1, 1));
        Answers unsubscribed = pair.ask(pair.dialler, Samples.unsubscribe());
        pair.listener.session.end(stream);
        pair.listener.session.respond(Pair.last(pair.listener), Message.Response.EMPTY);
        pair.flush();
        assertEquals(Message.Response.EMPTY, unsubscribed.answer());
        assertTrue(brought.failures.isEmpty() && brought.events.isEmpty());
        pair.dialler.session.end(subscription);
        pair.flush();
        assertFalse(pair.dialler.told.over || pair.listener.told.over);
    }

    @Test
    void aLostConnectionDetaches() {
        attach(64, PLENTY);
        pair.listener.session.disconnected();
        pair.dialler.session.disconnected();
        assertEquals(List.of(stream), pair.listener.told.lost);
        assertEquals(ErrorCode.NOT_CONNECTED, brought.failure().code());
    }

    @Test
    void anEventOverTheSubscribersLimitEndsTheStream() {
        attach(64, PLENTY);
        publish(event(1, Side.MAX_MESSAGE + 1));
        assertEquals(ErrorCode.TOO_LARGE, brought.failure().code());
        assertEquals(List.of(stream), pair.listener.told.detached);
        assertFalse(pair.dialler.told.over || pair.listener.told.over);
    }

    @Test
    void streamsTakeTurns() {
        Bare publisher = Bare.listener(Phase.OPEN);
        for (int i = 0; i < 3; i++) {
            publisher.say(rawSubscribe(3 + 2 * i, 64, PLENTY));
        }
        for (Recorder.Asked asked : publisher.told.asked) {
            var many = new ArrayDeque<Message.Notify>();
            for (int sequence = 1; sequence <= 4; sequence++) {
                many.add(event(sequence, 10));
            }
            publisher.session.attach(asked.stream(), SUBSCRIBED, many::poll);
        }
        var order = publisher.heard().stream().map(Bare.Heard::stream).toList();
        assertEquals(List.of(3L, 5L, 7L, 3L, 5L, 7L, 3L, 5L, 7L, 3L, 5L, 7L, 3L, 5L, 7L), order);
    }

    // What the publisher doesn't stand for

    @Test
    void creditAboveItsLimitEndsTheConnection() {
        Bare publisher = attachedPublisher(1, 1);
        publisher.say(rawCredit(3, Integer.MAX_VALUE - 1, Integer.MAX_VALUE - 1));
        assertFalse(publisher.told.over);
        publisher.say(rawCredit(3, 1, 0));
        assertEquals(ErrorCode.FLOW_CONTROL, publisher.told.end.code());

        Bare atOnce = attachedPublisher(1, 1);
        atOnce.say(rawCredit(3, 0, -1));
        assertEquals(ErrorCode.FLOW_CONTROL, atOnce.told.end.code());

        Bare first = Bare.listener(Phase.OPEN);
        first.say(rawSubscribe(3, -1, 1));
        assertEquals(ErrorCode.FLOW_CONTROL, first.told.end.code());
    }

    @Test
    void creditOfNothingEndsTheConnection() {
        Bare publisher = attachedPublisher(1, 1);
        publisher.say(RawFrame.of(FrameType.CREDIT, 3));
        assertEquals(ErrorCode.PROTOCOL, publisher.told.end.code());
    }

    @Test
    void ackBelongsToAnAttachedSubscription() {
        RawFrame ack =
                RawFrame.of(FrameType.ACK, 3).tag(0x26, "0000000000000001").tag(0x35, "00");
        Bare unanswered = Bare.listener(Phase.OPEN);
        unanswered.say(rawSubscribe(3, 1, 1)).say(ack);
        assertEquals(ErrorCode.PROTOCOL, unanswered.told.end.code());

        Bare call = Bare.listener(Phase.OPEN);
        call.say(Samples.rawPerform(3)).say(ack);
        assertEquals(ErrorCode.PROTOCOL, call.told.end.code());

        Bare status = attachedPublisher(1, 1);
        status.say(RawFrame.of(FrameType.ACK, 3).tag(0x26, "0000000000000001").tag(0x35, "07"));
        assertEquals(ErrorCode.PROTOCOL, status.told.end.code());
        assertTrue(status.told.acknowledged.isEmpty());
    }

    @Test
    void anErrorOfTheSubscriberDetaches() {
        Bare publisher = attachedPublisher(1, 1);
        publisher.say(RawFrame.of(FrameType.ERROR, 3).tag(0x30, "0208"));
        assertEquals(1, publisher.told.detached.size());
        assertFalse(publisher.told.over);
    }

    // What the subscriber doesn't stand for

    @Test
    void anEventWithoutCreditEndsTheConnection() {
        Bare messages = Bare.dialler();
        Answers one = messages.open(subscribe(1, PLENTY));
        messages.say(rawSubscribed(3)).say(rawNotify(3, 1, 10)).say(rawNotify(3, 2, 10));
        assertEquals(1, one.events.size());
        assertEquals(ErrorCode.FLOW_CONTROL, messages.told.end.code());
        assertEquals(ErrorCode.NOT_CONNECTED, one.failure().code());

        Bare bytes = Bare.dialler();
        Answers ten = bytes.open(subscribe(64, 10));
        bytes.say(rawSubscribed(3)).say(rawNotify(3, 1, 9)).say(rawNotify(3, 2, 500));
        assertEquals(2, ten.events.size());
        assertFalse(bytes.told.over);
        bytes.say(rawNotify(3, 3, 0));
        assertEquals(ErrorCode.FLOW_CONTROL, bytes.told.end.code());
    }

    @Test
    void anEventBeforeTheAnswerEndsTheConnection() {
        Bare subscriber = Bare.dialler();
        Answers answers = subscriber.open(subscribe(64, PLENTY));
        subscriber.say(rawNotify(3, 1, 10));
        assertEquals(ErrorCode.PROTOCOL, subscriber.told.end.code());
        assertTrue(answers.events.isEmpty());
    }

    @Test
    void anEventOnTheStreamOfACallEndsTheConnection() {
        Bare caller = Bare.dialler();
        caller.open(Samples.perform());
        caller.say(rawNotify(3, 1, 10));
        assertEquals(ErrorCode.PROTOCOL, caller.told.end.code());
    }

    @Test
    void anEventOverThisSidesLimitEndsItsStreamOnBothSides() {
        for (RawFrame frame : new RawFrame[] {rawNotify(3, 1, 12_001), rawNotifyOf(12_001)}) {
            Bare subscriber = Bare.dialler();
            Answers answers = subscriber.open(subscribe(64, PLENTY));
            subscriber.heard();
            subscriber.say(rawSubscribed(3)).say(frame);
            ErrorCode code = answers.failure().code();
            assertEquals(ErrorCode.TOO_LARGE, code);
            Bare.Heard error = subscriber.heardOne();
            assertEquals(3, error.stream());
            assertEquals(code, error.failure().code());
            subscriber.say(rawNotify(3, 2, 1));
            assertFalse(subscriber.told.over);
            assertTrue(answers.events.isEmpty());
        }
    }

    private static RawFrame rawNotifyOf(int length) {
        return RawFrame.of(FrameType.NOTIFY, 3)
                .flags(Flags.MORE)
                .tag(0x25, "07".repeat(16))
                .tag(0x26, "0000000000000001")
                .tag(0x29, "%016x".formatted(length))
                .body(3, new byte[9]);
    }

    @Test
    void anotherEventBeforeOneIsWholeEndsTheConnection() {
        Bare subscriber = Bare.dialler();
        Answers answers = subscriber.open(subscribe(64, PLENTY));
        subscriber.say(rawSubscribed(3)).say(rawNotifyOf(100));
        assertTrue(answers.events.isEmpty());
        subscriber.say(rawNotify(3, 2, 1));
        assertEquals(ErrorCode.PROTOCOL, subscriber.told.end.code());
        assertTrue(answers.events.isEmpty());
    }

    @Test
    void chunksOfAnEventHaveNoEnd() {
        for (int flags : new int[] {0, Flags.END, Flags.MORE}) {
            Bare subscriber = Bare.dialler();
            Answers answers = subscriber.open(subscribe(64, PLENTY));
            subscriber.say(rawSubscribed(3)).say(rawNotifyOf(100));
            subscriber.say(RawFrame.of(FrameType.CHUNK, 3).flags(flags).body(3, new byte[91]));
            if (flags == 0) {
                assertEquals(100, answers.events.get(0).data().length());
                subscriber.say(rawNotify(3, 2, 1));
                assertEquals(2, answers.events.size());
            } else {
                assertEquals(ErrorCode.PROTOCOL, subscriber.told.end.code());
            }
        }
    }

    @Test
    void aSecondAnswerEndsTheConnection() {
        Bare subscriber = Bare.dialler();
        Answers answers = subscriber.open(subscribe(64, PLENTY));
        subscriber.say(rawSubscribed(3)).say(rawSubscribed(3));
        assertEquals(ErrorCode.PROTOCOL, subscriber.told.end.code());
        assertEquals(1, answers.answers.size());
    }

    @Test
    void creditIsNeverMoreThanTheWireCanSay() {
        attach(1, 1);
        Session session = pair.dialler.session;
        assertThrows(IllegalArgumentException.class, () -> session.credit(subscription, Integer.MAX_VALUE, 0));
        assertThrows(IllegalArgumentException.class, () -> session.credit(subscription, -1, 0));
        Outbound unwritten = session.open(subscribe(1, 1), new Answers());
        assertThrows(IllegalStateException.class, () -> session.credit(unwritten, 1, 0));
    }

    private static Bare attachedPublisher(int messages, int bytes) {
        Bare publisher = Bare.listener(Phase.OPEN);
        publisher.say(rawSubscribe(3, messages, bytes));
        publisher.session.attach(Pair.last(publisher.side), SUBSCRIBED, () -> null);
        assertEquals(3, publisher.heardOne().stream());
        return publisher;
    }

    private void attach(int messages, int bytes) {
        subscription = pair.dialler.session.open(subscribe(messages, bytes), brought);
        pair.flush();
        stream = Pair.last(pair.listener);
        assertTrue(pair.listener.session.attach(stream, SUBSCRIBED, events::poll));
        pair.flush();
    }

    private void publish(Message.Notify... more) {
        events.addAll(List.of(more));
        pair.listener.session.ready(stream);
        pair.flush();
    }
}
