// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.session;

import static coattail.core.internal.session.Samples.INPUT;
import static coattail.core.internal.session.Samples.opaque;
import static coattail.core.internal.session.Samples.output;
import static coattail.core.internal.session.Samples.perform;
import static coattail.core.internal.session.Samples.publish;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import coattail.api.ContentType;
import coattail.api.ErrorCode;
import coattail.api.Outcome;
import coattail.core.internal.session.Recorder.Answers;
import coattail.core.internal.wire.Body;
import coattail.core.internal.wire.CallHead;
import coattail.core.internal.wire.Failure;
import coattail.core.internal.wire.FrameType;
import coattail.core.internal.wire.Message;
import coattail.core.internal.wire.RawFrame;
import coattail.core.internal.wire.Trace;

/** docs/protocol.md, "Requests". */
class CallTest {
    private final Pair pair = new Pair().granted();

    @Test
    void opensAuthenticatesPerforms() {
        assertTrue(pair.dialler.session.open());
        assertTrue(pair.listener.session.open());

        Answers call = pair.ask(pair.dialler, perform());
        var request = assertInstanceOf(
                Message.Perform.class, pair.listener.told.asked.get(0).request());
        assertEquals("resize", request.name());
        assertEquals(30_000, request.timeoutMillis());
        assertEquals(INPUT, request.input());

        answer(output(INPUT));
        assertEquals(List.of(output(INPUT)), call.answers);
        assertTrue(call.failures.isEmpty());
    }

    @Test
    void theListenerPerformsAsWell() {
        pair.grant(pair.listener, pair.dialler, 7);
        Answers call = pair.ask(
                pair.listener, new Message.Perform(CallHead.of(7, "resize", true, Trace.NONE), true, false, INPUT));
        Inbound stream = Pair.last(pair.dialler);
        assertEquals(4, stream.id(), "the listener's streams are even, and its AUTH was the first");
        pair.dialler.session.respond(stream, output(Body.NONE));
        pair.flush();
        assertEquals(List.of(output(Body.NONE)), call.answers);
    }

    @Test
    void everyKindOfRequestIsAnswered() {
        Answers published = pair.ask(pair.dialler, publish());
        var counts =
                new Message.Response(Body.NONE, Map.of(Outcome.PROCESSED, 2, Outcome.OFFLINE, 1), Optional.empty());
        answer(counts);
        assertEquals(counts, published.answer());

        Answers listed = pair.ask(pair.dialler, new Message.ListActions(1, Optional.of("resize"), 0));
        answer(output(Body.of(ContentType.JSON, "[]".getBytes(StandardCharsets.UTF_8))));
        assertEquals(output(Body.of(ContentType.JSON, "[]".getBytes(StandardCharsets.UTF_8))), listed.answer());

        Answers unsubscribed = pair.ask(pair.dialler, new Message.Unsubscribe(1, Optional.empty()));
        answer(Message.Response.EMPTY);
        assertEquals(Message.Response.EMPTY, unsubscribed.answer());

        Answers both = pair.ask(pair.dialler, perform());
        var refused = new Message.Response(
                INPUT,
                Map.of(),
                Optional.of(Failure.of(ErrorCode.FORBIDDEN, "the token doesn't allow it to be published")));
        answer(refused);
        assertEquals(refused, both.answer());
        assertFalse(pair.dialler.told.over);
    }

    @Test
    void aRefusalReachesTheCallerWithItsWords() {
        Answers call = pair.ask(pair.dialler, perform());
        var failure = Failure.of(ErrorCode.RATE_LIMITED, "100 a second", 250);
        pair.listener.session.refuse(Pair.last(pair.listener), failure);
        pair.flush();
        assertEquals(List.of(failure), call.failures);
    }

    @Test
    void aStreamEndsOnce() {
        Answers call = pair.ask(pair.dialler, perform());
        Inbound stream = Pair.last(pair.listener);
        pair.listener.session.respond(stream, output(INPUT));
        pair.listener.session.refuse(stream, Pair.failure(ErrorCode.DEADLINE));
        pair.listener.session.respond(stream, output(Body.NONE));
        pair.flush();
        pair.listener.session.refuse(stream, Pair.failure(ErrorCode.DEADLINE));
        pair.flush();
        assertEquals(List.of(output(INPUT)), call.answers);
        assertTrue(call.failures.isEmpty());
    }

    @Test
    void whatRemainsOfTheDeadlineIsSentAndNotWhatWasAskedFor() {
        Bare dialler = Bare.dialler();
        dialler.open(perform());
        dialler.open(perform()); // two writes are under way, so the next waits
        var answers = new Answers();
        dialler.session.open(perform(), dialler.now + 5_000, answers);
        dialler.now += 4_200;
        byte[] third = lastOf(dialler, 3);
        assertEquals("23000400000320", HexFormat.of().formatHex(third, 26, 33), "TIMEOUT_MS 800");
    }

    private static byte[] lastOf(Bare bare, int frames) {
        byte[] bytes = {};
        for (int i = 0; i < frames; i++) {
            var each = bare.side.written.poll();
            bytes = new byte[each.remaining()];
            each.get(bytes);
            bare.session.written(bare.now);
        }
        return bytes;
    }

    @Test
    void aDeadlineThatPassedWhileWaitingIsNeverSent() {
        Bare dialler = Bare.dialler();
        dialler.open(perform());
        dialler.open(perform());
        var late = new Answers();
        dialler.session.open(perform(), dialler.now + 100, late);
        Answers next = dialler.open(perform());
        assertTrue(late.failures.isEmpty());
        dialler.now += 100;
        List<Bare.Heard> heard = dialler.heard();
        assertEquals(ErrorCode.DEADLINE, late.failure().code());
        assertEquals(List.of(3L, 5L, 7L), heard.stream().map(Bare.Heard::stream).toList(), "ids have no gap");
        assertTrue(next.failures.isEmpty());
    }

    @Test
    void aBodyOverThePeersLimitIsNeverSent() {
        Answers call = pair.ask(pair.dialler, perform(opaque(Side.MAX_MESSAGE + 1)));
        assertEquals(ErrorCode.TOO_LARGE, call.failure().code());
        assertTrue(call.failure().detail().contains("12001")
                && call.failure().detail().contains("12000"));
        assertTrue(pair.listener.told.asked.isEmpty());

        Answers largest = pair.ask(pair.dialler, perform(opaque(Side.MAX_MESSAGE)));
        assertTrue(largest.failures.isEmpty());
        assertEquals(1, pair.listener.told.asked.size());
    }

    @Test
    void anOutputOverTheCallersLimitBecomesTooLarge() {
        Answers call = pair.ask(pair.dialler, perform());
        answer(output(opaque(Side.MAX_MESSAGE + 1)));
        assertEquals(ErrorCode.TOO_LARGE, call.failure().code());
        assertTrue(call.answers.isEmpty());
        assertFalse(pair.listener.told.over);
    }

    @Test
    void cancelReachesTheOtherSide() {
        var answers = new Answers();
        Outbound call = pair.dialler.session.open(perform(), answers);
        pair.flush();
        pair.dialler.session.cancel(call);
        pair.flush();
        Inbound stream = Pair.last(pair.listener);
        assertEquals(List.of(stream), pair.listener.told.cancelled);

        pair.listener.session.respond(stream, output(INPUT));
        pair.flush();
        assertTrue(answers.answers.isEmpty() && answers.failures.isEmpty());
        assertFalse(pair.dialler.told.over || pair.listener.told.over);
    }

    @Test
    void cancelThatCrossesTheAnswerIsNoError() {
        Bare listener = Bare.listener(Phase.OPEN);
        listener.say(Samples.rawPerform(3));
        listener.session.respond(Pair.last(listener.side), output(INPUT));
        listener.heard();
        listener.say(RawFrame.of(FrameType.CANCEL, 3));
        assertFalse(listener.told.over);
        assertTrue(listener.told.cancelled.isEmpty());
    }

    @Test
    void whatIsCancelledBeforeItIsWrittenIsNeverSent() {
        Bare dialler = Bare.dialler();
        dialler.open(perform());
        dialler.open(perform());
        var answers = new Answers();
        Outbound waiting = dialler.session.open(perform(), answers);
        dialler.session.cancel(waiting);
        assertEquals(2, dialler.heard().size());
        assertTrue(answers.answers.isEmpty() && answers.failures.isEmpty());
    }

    @Test
    void aLostConnectionEndsWhatIsUnderWayOnBothSides() {
        Answers sent = pair.ask(pair.dialler, perform());
        pair.dialler.session.disconnected();
        pair.listener.session.disconnected();
        assertEquals(ErrorCode.NOT_CONNECTED, sent.failure().code());
        assertEquals(List.of(Pair.last(pair.listener)), pair.listener.told.cancelled);
        assertTrue(pair.dialler.told.over && pair.listener.told.over);
        assertEquals(null, pair.dialler.told.end);

        Answers later = new Answers();
        pair.dialler.session.open(perform(), later);
        assertTrue(later.failures.isEmpty(), "never from within open");
        pair.dialler.session.flush(pair.now);
        assertEquals(ErrorCode.NOT_CONNECTED, later.failure().code());
    }

    @Test
    void withoutAGrantNothingIsAsked() {
        var unopened = new Pair();
        Answers early = unopened.ask(unopened.dialler, perform());
        assertEquals(ErrorCode.NOT_CONNECTED, early.failure().code());
        unopened.opened();
        Answers call = unopened.ask(unopened.dialler, perform());
        assertEquals(ErrorCode.AUTH_REQUIRED, call.failure().code());
        assertFalse(unopened.dialler.told.over || unopened.listener.told.over);
    }

    private void answer(Message.Response response) {
        pair.listener.session.respond(Pair.last(pair.listener), response);
        pair.flush();
    }
}
