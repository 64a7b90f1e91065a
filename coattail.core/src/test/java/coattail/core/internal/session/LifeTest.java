// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.session;

import static coattail.core.internal.session.Samples.INPUT;
import static coattail.core.internal.session.Samples.SUBSCRIBED;
import static coattail.core.internal.session.Samples.output;
import static coattail.core.internal.session.Samples.perform;
import static coattail.core.internal.session.Samples.rawPerform;
import static coattail.core.internal.session.Samples.subscribe;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import coattail.api.ErrorCode;
import coattail.core.internal.session.Recorder.Answers;
import coattail.core.internal.wire.Failure;
import coattail.core.internal.wire.FrameType;
import coattail.core.internal.wire.Message;
import coattail.core.internal.wire.RawFrame;

/** docs/protocol.md, "Life of a connection". */
class LifeTest {
    private final Pair pair = new Pair().granted();

    @Test
    void silenceIsAskedTwiceAndThenIsDeath() {
        Bare dialler = Bare.dialler();
        dialler.pass(19_750);
        assertTrue(dialler.heard().isEmpty());
        dialler.pass(250);
        assertEquals(FrameType.PING, dialler.heardOne().type());
        dialler.pass(9_750);
        assertTrue(dialler.heard().isEmpty());
        dialler.pass(250);
        assertEquals(FrameType.PING, dialler.heardOne().type());
        dialler.pass(9_750);
        assertTrue(dialler.session.open());
        dialler.pass(250);
        assertEquals(ErrorCode.IDLE, dialler.told.end.code());
        assertEquals(ErrorCode.IDLE, dialler.heardOne().failure().code());
    }

    @Test
    void anySignOfLifeCounts() {
        Bare dialler = Bare.dialler();
        dialler.pass(39_000);
        assertEquals(2, dialler.heard().size());
        dialler.say(new byte[] {0}); // not even a frame
        dialler.pass(19_750);
        assertTrue(dialler.heard().isEmpty());
        dialler.pass(250);
        assertEquals(FrameType.PING, dialler.heardOne().type());
    }

    @Test
    void twoThatAreAliveStayForever() {
        pair.pass(600_000);
        assertTrue(pair.dialler.session.open() && pair.listener.session.open());
    }

    @Test
    void pingIsAnswered() {
        pair.dialler.session.ping();
        pair.dialler.session.ping();
        pair.flush();
        assertEquals(1, pair.dialler.told.pongs);
        assertEquals(0, pair.listener.told.pongs);
        Bare listener = Bare.listener(Phase.OPEN);
        listener.say(RawFrame.of(FrameType.PONG, 0));
        assertFalse(listener.told.over, "one too many is no error: PONGs are merged");
        assertEquals(0, listener.told.pongs);
    }

    @Test
    void leavingWithNothingUnderWayIsClosing() {
        pair.listener.session.goAway(ErrorCode.DRAIN, 500);
        pair.flush();
        assertEquals(List.of(ErrorCode.DRAIN), pair.dialler.told.goingAway);
        assertEquals(ErrorCode.DRAIN, pair.listener.told.end.code());
        assertEquals(ErrorCode.DRAIN, pair.dialler.told.end.code());
        assertEquals(500, pair.dialler.told.end.retryMillis());
    }

    @Test
    void whatIsUnderWayEndsFirstInBothDirections() {
        pair.grant(pair.listener, pair.dialler, 1);
        Answers mine = pair.ask(pair.dialler, perform());
        Answers yours = pair.ask(pair.listener, perform());
        pair.listener.session.goAway(ErrorCode.DRAIN, -1);
        pair.flush();
        assertFalse(pair.listener.told.over);
        assertFalse(pair.dialler.session.open() || pair.listener.session.open());

        assertEquals(
                ErrorCode.DRAIN, pair.ask(pair.dialler, perform()).failure().code());
        assertEquals(
                ErrorCode.DRAIN, pair.ask(pair.listener, perform()).failure().code());

        pair.listener.session.respond(Pair.last(pair.listener), output(INPUT));
        pair.flush();
        assertEquals(1, mine.answers.size());
        assertFalse(pair.listener.told.over);
        pair.dialler.session.respond(Pair.last(pair.dialler), output(INPUT));
        pair.flush();
        assertEquals(1, yours.answers.size());
        assertTrue(pair.listener.told.over && pair.dialler.told.over);
    }

    @Test
    void whatWasNotTakenIsSafeToRepeat() {
        Bare dialler = Bare.dialler();
        Answers third = dialler.open(perform());
        Answers fifth = dialler.open(perform());
        Answers waiting = dialler.open(perform());
        dialler.say(RawFrame.of(FrameType.GOAWAY, 0).tag(0x30, "0007").tag(0x32, "00000003"));
        assertTrue(third.failures.isEmpty());
        assertEquals(ErrorCode.DRAIN, fifth.failure().code());
        assertTrue(fifth.failure().code().retryable());
        assertEquals(ErrorCode.DRAIN, waiting.failure().code());
        assertEquals(
                List.of(3L, 5L),
                dialler.heard().stream().map(Bare.Heard::stream).toList());

        dialler.say(RawFrame.of(FrameType.RESPONSE, 3).flags(1));
        assertEquals(1, third.answers.size());
        dialler.say(RawFrame.of(FrameType.RESPONSE, 5).flags(1));
        assertTrue(fifth.answers.isEmpty());
        assertFalse(dialler.told.over);
    }

    @Test
    void aRequestThatCrossesGoAwayIsToldThatItWasNotTaken() {
        Bare listener = Bare.listener(Phase.OPEN);
        listener.say(rawPerform(3));
        listener.session.goAway(ErrorCode.DRAIN, -1);
        listener.say(rawPerform(5));
        List<Bare.Heard> heard = listener.heard();
        assertEquals(FrameType.GOAWAY, heard.get(0).type());
        assertEquals(5, heard.get(1).stream());
        assertEquals(ErrorCode.DRAIN, heard.get(1).failure().code());
        assertEquals(1, listener.told.asked.size());
    }

    @Test
    void leavingTakesThirtySecondsAtTheMost() {
        Answers call = pair.ask(pair.dialler, perform());
        pair.listener.session.goAway(ErrorCode.DRAIN, -1);
        pair.pass(29_750);
        assertFalse(pair.listener.told.over || pair.dialler.told.over);
        pair.pass(250);
        assertTrue(pair.listener.told.over && pair.dialler.told.over);
        assertEquals(ErrorCode.DRAIN, pair.listener.told.end.code());
        assertEquals(ErrorCode.NOT_CONNECTED, call.failure().code());
        assertEquals(1, pair.listener.told.cancelled.size());
    }

    @Test
    void attachedSubscriptionsKeepItUntilTheyAreTakenOver() {
        Answers brought = pair.ask(pair.dialler, subscribe(64, 1 << 20));
        Inbound stream = Pair.last(pair.listener);
        pair.listener.session.attach(stream, SUBSCRIBED, () -> null);
        pair.flush();
        pair.listener.session.goAway(ErrorCode.DUPLICATE, -1);
        pair.pass(5_000);
        assertFalse(pair.listener.told.over);
        pair.listener.session.refuse(stream, Pair.failure(ErrorCode.DUPLICATE));
        pair.flush();
        assertEquals(ErrorCode.DUPLICATE, brought.failure().code());
        assertTrue(pair.listener.told.over && pair.dialler.told.over);
        assertEquals(ErrorCode.DUPLICATE, pair.dialler.told.end.code());
    }

    @Test
    void bothMayLeaveAtOnce() {
        pair.ask(pair.dialler, perform());
        pair.listener.session.goAway(ErrorCode.DRAIN, -1);
        pair.listener.session.goAway(ErrorCode.DRAIN, -1);
        pair.dialler.session.goAway(ErrorCode.DRAIN, -1);
        pair.flush();
        assertEquals(List.of(ErrorCode.DRAIN), pair.dialler.told.goingAway);
        assertEquals(List.of(ErrorCode.DRAIN), pair.listener.told.goingAway);
        pair.listener.session.respond(Pair.last(pair.listener), output(INPUT));
        pair.flush();
        assertTrue(pair.listener.told.over && pair.dialler.told.over);
    }

    @Test
    void whoHasNoNumberLeftForAStreamLeaves() {
        var late = new Pair(SeedSigner.of(2), SeedSigner.of(1), 10, 10, Side.MAX_MESSAGE, OwnStreams.LAST_ID - 5, 2)
                .granted();
        Answers first = late.ask(late.dialler, perform());
        assertTrue(late.dialler.session.open());
        var second = new Answers();
        var third = new Answers();
        late.dialler.session.open(perform(), second);
        late.dialler.session.open(perform(), third);
        late.flush();
        assertEquals(2, late.listener.told.asked.size());
        assertEquals(OwnStreams.LAST_ID - 1, Pair.last(late.listener).id());
        assertEquals(ErrorCode.DRAIN, third.failure().code());
        assertEquals(List.of(ErrorCode.DRAIN), late.dialler.told.goingAway, "so that it is dialled anew");
        assertEquals(List.of(ErrorCode.DRAIN), late.listener.told.goingAway);
        for (Recorder.Asked asked : List.copyOf(late.listener.told.asked)) {
            late.listener.session.respond(asked.stream(), output(INPUT));
        }
        late.flush();
        assertEquals(1, first.answers.size());
        assertEquals(1, second.answers.size());
        assertTrue(late.dialler.told.over && late.listener.told.over);
    }

    @Test
    void closeTellsWhyAndEndsEverything() {
        Answers call = pair.ask(pair.dialler, perform());
        pair.listener.session.close(Pair.failure(ErrorCode.REVOKED));
        pair.run();
        assertEquals(ErrorCode.REVOKED, pair.dialler.told.end.code());
        assertEquals("for the test", pair.dialler.told.end.detail());
        assertEquals(ErrorCode.NOT_CONNECTED, call.failure().code());
        assertTrue(call.failure().detail().contains("REVOKED"));
        assertTrue(pair.dialler.closed && pair.listener.closed);
        assertEquals(1, pair.listener.told.cancelled.size());
    }

    @Test
    void nothingMovesAfterTheEnd() {
        Bare listener = Bare.listener(Phase.OPEN);
        listener.say(rawPerform(3));
        Inbound stream = Pair.last(listener.side);
        listener.session.close(Pair.failure(ErrorCode.REVOKED));
        listener.heard();
        listener.session.respond(stream, output(INPUT));
        listener.session.refuse(stream, Pair.failure(ErrorCode.BUSY));
        listener.session.ready(stream);
        listener.session.release(stream);
        listener.session.ping();
        listener.session.goAway(ErrorCode.DRAIN, -1);
        listener.session.revoke(1, ErrorCode.REVOKED, "");
        listener.session.close(Pair.failure(ErrorCode.REVOKED));
        listener.say(rawPerform(5));
        listener.pass(60_000);
        listener.session.disconnected();
        assertTrue(listener.heard().isEmpty());
        assertEquals(1, listener.told.asked.size());
    }

    @Test
    void closedWithoutAWordIsTold() {
        pair.dialler.session.disconnected();
        assertTrue(pair.dialler.told.over);
        assertNull(pair.dialler.told.end);
    }

    @Test
    void anErrorWithACodeThatIsNotKnownKeepsItsNumber() {
        Bare dialler = Bare.dialler();
        Answers call = dialler.open(perform());
        dialler.say(RawFrame.of(FrameType.ERROR, 3).flags(1).tag(0x30, "02ff").name(0x83, "new in version 2"));
        assertEquals(ErrorCode.INTERNAL, call.failure().code());
        assertEquals(0x02FF, call.failure().number());
        assertEquals("new in version 2", call.failure().detail());
    }

    @Test
    void listenersMayUseTheSessionWhileItEnds() {
        var late = new ArrayList<Answers>();
        var answers = new SessionEvents.ResponseListener() {
            @Override
            public void answered(Message answer) {
                throw new AssertionError("no answer was given");
            }

            @Override
            public void failed(Failure failure) {
                var again = new Answers();
                late.add(again);
                pair.dialler.session.open(perform(), again);
                pair.dialler.session.flush(pair.now);
                pair.dialler.session.close(failure);
            }
        };
        for (int i = 0; i < 3; i++) {
            pair.dialler.session.open(perform(), answers);
        }
        pair.flush();
        pair.dialler.session.disconnected();
        pair.dialler.session.flush(pair.now);
        assertEquals(3, late.size());
        assertTrue(late.stream().allMatch(each -> each.failure().code() == ErrorCode.NOT_CONNECTED));
    }
}
