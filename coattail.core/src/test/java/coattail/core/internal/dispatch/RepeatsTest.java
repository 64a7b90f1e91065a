// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.dispatch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import coattail.api.ContentType;
import coattail.api.ErrorCode;
import coattail.api.InstanceRef;
import coattail.api.Publication;
import coattail.core.internal.authority.Principal;
import coattail.core.internal.memory.ByteBudget;
import coattail.core.internal.wire.Body;
import coattail.core.internal.wire.CallHead;
import coattail.core.internal.wire.Failure;
import coattail.core.internal.wire.Id16;
import coattail.core.internal.wire.Message;
import coattail.core.internal.wire.Trace;
import coattail.core.internal.work.TimerWheel;

/** Calls under idempotency keys, with time, handlers and callers moved by hand. */
class RepeatsTest {
    private static final long MINUTES = 60_000;
    private static final Caller SELF = new Caller(Principal.LOCAL, new InstanceRef("id", "north"));
    private static final Failure FAILED = Failure.of(ErrorCode.ACTION_FAILED, "it can't be done");

    private long now = 1_000;
    private final TimerWheel timers = new TimerWheel(() -> now);
    private final ByteBudget budget = new ByteBudget(100_000, 5_000);
    private final Repeats repeats = new Repeats(budget, timers);
    /** What was begun, in order. */
    private final List<Operation> begun = new ArrayList<>();

    /** An operation as a performer makes it: a cancel is its answer. */
    private static final class Operation implements Running {
        final OneAnswer answer;
        ErrorCode cancelled;

        Operation(Answer answer) {
            this.answer = new OneAnswer(answer);
        }

        @Override
        public void cancel(ErrorCode code, String reason) {
            cancelled = code;
            answer.fail(Failure.of(code, reason));
        }

        void respond(String output) {
            assertTrue(answer.begin());
            answer.respond(Output.of(body(output)));
            answer.released();
        }

        void fail(Failure failure) {
            answer.fail(failure);
            answer.released();
        }
    }

    /** One who asks. */
    private final class Asker implements Answer {
        private final Running running;
        private String heard = "";
        private boolean released;

        Asker(Message.CallRequest request, long deadline) {
            running = repeats.run(SELF, request, deadline, this, (whole, answer) -> {
                var operation = new Operation(answer);
                begun.add(operation);
                return operation;
            });
        }

        Asker(Message.CallRequest request) {
            this(request, now + 30_000);
        }

        private void hear(String what) {
            assertEquals("", heard, "one answer");
            heard = what;
        }

        @Override
        public void respond(Output output) {
            hear(new String(output.body().toByteArray(), StandardCharsets.UTF_8));
        }

        @Override
        public void fail(Failure failure) {
            hear(failure.code().name());
        }

        @Override
        public void released() {
            assertFalse(released, "released once");
            released = true;
        }
    }

    private static Body body(String text) {
        return Body.of(ContentType.JSON, text.getBytes(StandardCharsets.UTF_8));
    }

    private static CallHead head(long key, String name, boolean verdicts) {
        return CallHead.of(0, name, verdicts, Trace.NONE).under(Optional.of(new Id16(key, key)));
    }

    private static Message.Perform perform(long key) {
        return new Message.Perform(head(key, "act", false), false, false, body("1"));
    }

    private void pass(long millis) {
        now += millis;
        timers.advance(now);
    }

    @Test
    void withoutAKeyEachIsACallOfItsOwn() {
        var request = new Message.Perform(CallHead.of(0, "act", false, Trace.NONE), false, false, body("1"));
        var first = new Asker(request);
        new Asker(request);
        assertEquals(2, begun.size());
        begun.get(0).respond("done");
        assertEquals("done", first.heard);
        assertEquals(0, repeats.size());
    }

    @Test
    void aRepeatJoinsTheCallThatIsUnderWay() {
        var first = new Asker(perform(1));
        var second = new Asker(perform(1));
        assertEquals(1, begun.size());
        assertTrue(begun.get(0).answer.begin());
        begun.get(0).answer.respond(Output.of(body("done")));
        assertEquals("done", first.heard);
        assertEquals("done", second.heard);
        assertTrue(second.released);
        assertFalse(first.released, "it has the place of the handler");
        begun.get(0).answer.released();
        assertTrue(first.released);
    }

    @Test
    void aRepeatGetsTheOutcomeForTenMinutes() {
        new Asker(perform(1));
        begun.get(0).respond("done");
        pass(10 * MINUTES - 1);
        var repeat = new Asker(perform(1));
        assertEquals("done", repeat.heard);
        assertTrue(repeat.released);
        pass(1);
        assertEquals("", new Asker(perform(1)).heard);
        assertEquals(2, begun.size());
    }

    @Test
    void whatWasPublishedIsKeptToo() {
        var request = new Message.Publish(head(1, "act", false), body("1"));
        new Asker(request);
        begun.get(0).answer.respond(Output.of(new Publication(Map.of(), List.of())));
        assertEquals("", new Asker(request).heard, "no body");
        assertEquals(1, begun.size());
    }

    @Test
    void howAHandlerEndedIsKeptWhateverItWas() {
        for (var code : List.of(ErrorCode.ACTION_FAILED, ErrorCode.DEADLINE, ErrorCode.CANCELLED, ErrorCode.INTERNAL)) {
            int key = code.number();
            new Asker(perform(key));
            var operation = begun.get(begun.size() - 1);
            assertTrue(operation.answer.begin());
            operation.fail(Failure.of(code, ""));
            assertEquals(code.name(), new Asker(perform(key)).heard);
        }
        assertEquals(4, begun.size());
    }

    @Test
    void whatHasNotBegunIsForgotten() {
        var first = new Asker(perform(1));
        var second = new Asker(perform(1));
        begun.get(0).fail(Failure.busy("no place"));
        assertEquals("BUSY", first.heard);
        assertEquals("BUSY", second.heard);
        assertEquals(0, repeats.size());
        assertEquals(0, budget.taken());
        new Asker(perform(1));
        assertEquals(2, begun.size());
    }

    @Test
    void whatWasGivenUpBeforeItsHandlerWasCalledNeverBegins() {
        var first = new Asker(perform(1));
        var operation = begun.get(0);
        first.running.cancel(ErrorCode.CANCELLED, "");
        assertEquals("CANCELLED", first.heard);
        assertFalse(operation.answer.begin());
        assertEquals(0, repeats.size());
    }

    @Test
    void anotherCallUnderTheKeyIsAConflict() {
        var others = List.of(
                new Message.Perform(head(1, "other", false), false, false, body("1")),
                new Message.Perform(head(1, "act", false), false, false, body("2")),
                new Message.Perform(
                        head(1, "act", false),
                        false,
                        false,
                        Body.of(ContentType.TEXT, body("1").toByteArray())),
                new Message.Perform(head(1, "act", true), false, false, body("1")),
                new Message.Perform(head(1, "act", false), true, false, body("1")),
                new Message.Perform(head(1, "act", false), false, true, body("1")),
                new Message.Publish(head(1, "act", false), body("1")));
        new Asker(perform(1));
        others.forEach(other -> assertEquals("IDEMPOTENCY_CONFLICT", new Asker(other).heard, other::toString));
        begun.get(0).respond("done");
        others.forEach(other -> assertEquals("IDEMPOTENCY_CONFLICT", new Asker(other).heard, other::toString));
        assertEquals(1, begun.size());
    }

    @Test
    void theLastWhoLosesInterestEndsTheCall() {
        var first = new Asker(perform(1));
        var second = new Asker(perform(1));
        first.running.cancel(ErrorCode.CANCELLED, "");
        assertEquals("CANCELLED", first.heard);
        assertEquals(null, begun.get(0).cancelled);
        second.running.cancel(ErrorCode.CANCELLED, "");
        assertEquals(ErrorCode.CANCELLED, begun.get(0).cancelled);
        assertEquals("CANCELLED", second.heard);
    }

    @Test
    void aRepeatWaitsUntilItsOwnDeadline() {
        new Asker(perform(1));
        var hasty = new Asker(perform(1), now + 100);
        pass(100);
        assertEquals("DEADLINE", hasty.heard);
        assertTrue(hasty.released);
        assertEquals(null, begun.get(0).cancelled);
    }

    @Test
    void aLostConnectionEndsNothing() {
        var lost = new Asker(perform(1));
        lost.running.abandon("lost");
        assertEquals(null, begun.get(0).cancelled);
        begun.get(0).respond("done");
        assertEquals("done", new Asker(perform(1)).heard);
    }

    @Test
    void aRepeatTakesThePlaceOfWhatWasLost() {
        var lost = new Asker(perform(1));
        lost.running.abandon("lost");
        var repeat = new Asker(perform(1));
        assertEquals("CANCELLED", lost.heard);
        repeat.running.cancel(ErrorCode.CANCELLED, "");
        assertEquals(ErrorCode.CANCELLED, begun.get(0).cancelled);
    }

    @Test
    void aLossThatIsNoticedAfterTheRepeatLeavesItTheCall() {
        var lost = new Asker(perform(1));
        var repeat = new Asker(perform(1));
        lost.running.abandon("lost");
        assertEquals("CANCELLED", lost.heard);
        assertEquals("", repeat.heard);
        repeat.running.abandon("lost as well");
        assertEquals(null, begun.get(0).cancelled);
        new Asker(perform(1)).running.cancel(ErrorCode.CANCELLED, "");
        assertEquals(ErrorCode.CANCELLED, begun.get(0).cancelled);
    }

    @Test
    void theEndOfOneTokenIsToldToNobodyElse() {
        var first = new Asker(perform(1));
        var second = new Asker(perform(1));
        begun.get(0).fail(Failure.of(ErrorCode.REVOKED, "revoked"));
        assertEquals("REVOKED", first.heard);
        assertEquals("BUSY", second.heard);

        var third = new Asker(perform(1));
        assertTrue(begun.get(1).answer.begin());
        third.running.cancel(ErrorCode.REVOKED, "revoked");
        assertEquals("REVOKED", third.heard);
        assertEquals("CANCELLED", new Asker(perform(1)).heard);
    }

    @Test
    void whatIsKeptComesOutOfTheBudgetAndGoesBack() {
        for (int key = 1; key <= 4; key++) {
            new Asker(perform(key));
            begun.get(key - 1).respond("1234");
        }
        assertEquals(4 * (Repeats.OVERHEAD + 4), budget.taken());
        var full = new Asker(perform(5));
        assertEquals("BUSY", full.heard);
        assertTrue(full.released);
        assertEquals(4, begun.size());
        assertEquals("1234", new Asker(perform(1)).heard, "who repeats needs no room");
        pass(10 * MINUTES);
        assertEquals(0, budget.taken());
        assertEquals(0, repeats.size());
    }

    @Test
    void anAnswerThatCanNotBeKeptIsNotMadeAgain() {
        var first = new Asker(perform(1));
        var joined = new Asker(perform(1));
        var large = "x".repeat(4_500);
        begun.get(0).respond(large);
        assertEquals(large, first.heard);
        assertEquals(large, joined.heard);
        assertEquals("TOO_LARGE", new Asker(perform(1)).heard);
        assertEquals(1, begun.size());
        assertEquals(Repeats.OVERHEAD, budget.taken());
    }

    @Test
    void aFailureIsKeptWithItsWords() {
        new Asker(perform(1));
        assertTrue(begun.get(0).answer.begin());
        begun.get(0).fail(FAILED);
        var told = new ArrayList<Failure>();
        repeats.run(
                SELF,
                perform(1),
                now,
                new Answer() {
                    @Override
                    public void respond(Output output) {
                        throw new AssertionError(output);
                    }

                    @Override
                    public void fail(Failure failure) {
                        told.add(failure);
                    }

                    @Override
                    public void released() {
                        assertEquals(List.of(FAILED), told);
                    }
                },
                (whole, answer) -> Running.OVER);
        assertEquals(List.of(FAILED), told);
    }
}
