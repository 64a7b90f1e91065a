// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.session;

import static coattail.core.internal.session.Samples.INPUT;
import static coattail.core.internal.session.Samples.SUBSCRIBED;
import static coattail.core.internal.session.Samples.opaque;
import static coattail.core.internal.session.Samples.output;
import static coattail.core.internal.session.Samples.perform;
import static coattail.core.internal.session.Samples.rawPerform;
import static coattail.core.internal.session.Samples.rawSubscribe;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import coattail.api.ErrorCode;
import coattail.core.internal.session.Recorder.Answers;
import coattail.core.internal.wire.FrameType;
import coattail.core.internal.wire.Message;
import coattail.core.internal.wire.RawFrame;

/** docs/protocol.md, "Places": what counts against MAX_STREAMS, and until when. */
class PlacesTest {

    @Test
    void oneMoreThanThereArePlacesIsBusy() {
        Bare listener = Bare.listener(Phase.OPEN, 2);
        listener.say(rawPerform(3)).say(rawPerform(5)).say(rawPerform(7));
        Bare.Heard refusal = listener.heardOne();
        assertEquals(7, refusal.stream());
        assertEquals(ErrorCode.BUSY, refusal.failure().code());
        assertEquals(250, refusal.failure().retryMillis());
        assertEquals(2, listener.told.asked.size());
        assertFalse(listener.told.over);
    }

    @Test
    void aPlaceIsHeldUntilTheHandlerHasReturnedAndTheAnswerIsOut() {
        Bare listener = Bare.listener(Phase.OPEN, 1);
        listener.say(rawPerform(3));
        Inbound stream = Pair.last(listener.side);
        listener.session.refuse(stream, Pair.failure(ErrorCode.DEADLINE));
        assertEquals(ErrorCode.DEADLINE, listener.heardOne().failure().code());
        assertBusy(listener, 5); // answered, but the handler still runs
        listener.session.release(stream);
        listener.session.release(stream);
        assertTaken(listener, 7);

        Inbound next = Pair.last(listener.side);
        listener.session.release(next);
        assertBusy(listener, 9); // the handler has returned, but there is no answer
        listener.session.respond(next, output(INPUT));
        listener.heard();
        assertTaken(listener, 11);
    }

    @Test
    void aCancelledStreamHoldsItsPlaceUntilItIsReleased() {
        Bare listener = Bare.listener(Phase.OPEN, 1);
        listener.say(rawPerform(3)).say(RawFrame.of(FrameType.CANCEL, 3));
        assertEquals(1, listener.told.cancelled.size());
        assertBusy(listener, 5);
        listener.session.release(listener.told.cancelled.get(0));
        assertTaken(listener, 7);

        listener.session.release(Pair.last(listener.side));
        listener.say(RawFrame.of(FrameType.CANCEL, 7));
        RawFrame unsubscribe = RawFrame.of(FrameType.UNSUBSCRIBE, 9).flags(1).tag(0x12, "0001");
        listener.say(unsubscribe).say(RawFrame.of(FrameType.CANCEL, 9));
        assertBusy(listener, 11);
        // where no handler can outlive the answer, answering all the same says that the work is done
        listener.session.respond(Pair.last(listener.side), Message.Response.EMPTY);
        assertTrue(listener.heard().isEmpty());
        assertTaken(listener, 13);
    }

    @Test
    void anAnswerThatWaitsHoldsItsPlace() {
        Bare listener = Bare.listener(Phase.OPEN, 3);
        for (int id = 3; id <= 7; id += 2) {
            listener.say(rawPerform(id));
            listener.session.release(Pair.last(listener.side));
            listener.session.respond(Pair.last(listener.side), output(INPUT));
            listener.session.flush(listener.now);
        }
        // two writes are under way and not done, so the third answer waits
        listener.say(rawPerform(9)).say(rawPerform(11)).say(rawPerform(13));
        assertEquals(5, listener.told.asked.size());
        assertFalse(listener.told.over);
        List<Bare.Heard> heard = listener.heard();
        assertEquals(4, heard.size());
        assertEquals(ErrorCode.BUSY, heard.get(3).failure().code());
    }

    @Test
    void subscriptionsDoNotCountOnceTheyAreAnswered() {
        Bare listener = Bare.listener(Phase.OPEN, 1);
        for (int id = 3; id <= 21; id += 2) {
            listener.say(rawSubscribe(id, 1, 1));
            listener.session.attach(Pair.last(listener.side), SUBSCRIBED, () -> null);
            assertEquals(FrameType.RESPONSE, listener.heardOne().type());
        }
        assertTaken(listener, 23);
    }

    @Test
    void aPeerThatLetsAnswersWaitIsClosedWithCalm() {
        Bare listener = Bare.listener(Phase.OPEN, 10);
        int id = 3;
        while (listener.session.open() && id < 1_000) {
            listener.say(rawPerform(id));
            if (listener.told.asked.size() * 2 + 1 == id) {
                listener.session.respond(Pair.last(listener.side), output(opaque(12_000)));
                listener.session.release(Pair.last(listener.side));
                listener.session.flush(listener.now);
            }
            id += 2;
        }
        // two answers were written; then 10 wait, and as many BUSY and one more
        assertEquals(3 + 2 * (2 + 10 + 10 + 1), id);
        assertFalse(listener.told.over, "its last word waits for the writes under way");
        List<Bare.Heard> heard = listener.heard();
        assertEquals(ErrorCode.CALM, heard.get(heard.size() - 1).failure().code());
        assertEquals(ErrorCode.CALM, listener.told.end.code());
    }

    @Test
    void callersWaitInLineForAPlaceAtTheOtherSide() {
        var pair = new Pair(1_024, 2).granted();
        var calls = new ArrayList<Answers>();
        for (int i = 0; i < 5; i++) {
            calls.add(pair.ask(pair.dialler, perform()));
        }
        assertEquals(2, pair.listener.told.asked.size());
        assertTrue(calls.stream().allMatch(call -> call.failures.isEmpty()), "none of them is BUSY");
        for (int i = 0; i < 5; i++) {
            Inbound stream = pair.listener.told.asked.get(i).stream();
            pair.listener.session.release(stream);
            pair.listener.session.respond(stream, output(INPUT));
            pair.flush();
            assertEquals(1, calls.get(i).answers.size(), "first come, first served");
        }
        assertEquals(5, pair.listener.told.asked.size());
    }

    @Test
    void whoLeavesTheLineGivesNothingAway() {
        var pair = new Pair(1_024, 1).granted();
        Answers first = pair.ask(pair.dialler, perform());
        var gone = new Answers();
        Outbound waiting = pair.dialler.session.open(perform(), gone);
        Answers third = pair.ask(pair.dialler, perform());
        pair.dialler.session.cancel(waiting);
        Inbound stream = Pair.last(pair.listener);
        pair.listener.session.release(stream);
        pair.listener.session.respond(stream, output(INPUT));
        pair.flush();
        assertEquals(1, first.answers.size());
        assertEquals(2, pair.listener.told.asked.size());
        assertTrue(gone.answers.isEmpty() && gone.failures.isEmpty());
        assertTrue(third.failures.isEmpty());
    }

    private static void assertBusy(Bare listener, long id) {
        int before = listener.told.asked.size();
        listener.say(rawPerform(id));
        assertEquals(ErrorCode.BUSY, listener.heardOne().failure().code());
        assertEquals(before, listener.told.asked.size());
    }

    private static void assertTaken(Bare listener, long id) {
        listener.say(rawPerform(id));
        assertTrue(listener.heard().isEmpty());
        assertEquals(id, Pair.last(listener.side).id());
    }
}
