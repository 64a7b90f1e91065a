// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.publish;

import static coattail.core.internal.publish.Site.done;
import static coattail.core.internal.publish.Site.pending;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import coattail.api.CoattailException;
import coattail.api.ErrorCode;
import coattail.api.Outcome;

/** What is told of an event whose verdict is asked for, and when. */
class LineVerdictsTest {
    private final Site site = new Site();
    private final Line line = site.subscribe(1);

    @Test
    void knowsTheOutcomesThatASubscriberMayReport() {
        var feed = TestFeed.at(line);
        var expected = Map.of(
                0, Outcome.PROCESSED,
                1, Outcome.FAILED,
                2, Outcome.REFUSED,
                3, Outcome.OVERLOADED,
                4, Outcome.UNKNOWN,
                5, Outcome.EXPIRED,
                6, Outcome.UNKNOWN,
                255, Outcome.UNKNOWN);
        expected.forEach((status, outcome) -> {
            var publishing = site.ask("x", 10_000);
            var event = feed.take();
            assertTrue(event.acknowledge());
            assertEquals(10_000, event.timeoutMillis());
            line.acknowledged(event.sequence(), status);
            assertEquals(Map.of(outcome, 1), done(publishing).counts(), "status " + status);
            assertEquals(outcome, line.status().lastOutcome().orElseThrow());
        });
    }

    @Test
    void ignoresReportsOfWhatIsNotOutstanding() {
        var feed = TestFeed.at(line);
        var publishing = site.ask("a", 10_000);
        line.acknowledged(1, 0);
        line.acknowledged(99, 0);
        assertTrue(pending(publishing), "it hasn't been sent");
        feed.take();
        line.acknowledged(1, 1);
        line.acknowledged(1, 0);

        assertEquals(Map.of(Outcome.FAILED, 1), done(publishing).counts());
    }

    @Test
    void answersAtTheDeadlineWithWhatIsKnown() {
        var feed = TestFeed.at(line);
        var sent = site.ask("sent", 1_000);
        feed.take();
        var waiting = site.ask("waiting", 1_000);
        site.pass(990);
        assertTrue(pending(sent));
        site.pass(50);

        assertEquals(Map.of(Outcome.UNKNOWN, 1), done(sent).counts());
        assertEquals(Map.of(Outcome.EXPIRED, 1), done(waiting).counts());
        assertNull(feed.take(), "what has expired is surely not begun");
        line.acknowledged(1, 0);
        assertEquals(Map.of(Outcome.UNKNOWN, 1), done(sent).counts());
    }

    @Test
    void boundsTheOutcomesThatItWaitsFor() {
        var feed = TestFeed.at(line);
        var first = site.ask("first", 60_000);
        feed.takeAll();
        for (int i = 0; i < PublicationLimits.DEFAULT.outstanding(); i++) {
            site.ask("x", 60_000);
            feed.takeAll();
        }
        assertEquals(Map.of(Outcome.UNKNOWN, 1), done(first).counts());
    }

    @Test
    void tellsWhoSaidWhat() {
        var feed = TestFeed.at(line);
        var publishing = site.ask("a", 60_000);
        feed.take();
        line.acknowledged(1, 2);

        var verdict = done(publishing).verdicts().get(0);
        assertEquals("receiver 1", verdict.receiver());
        assertEquals(line.row().instanceId(), verdict.subscriber().id());
        assertEquals(Outcome.REFUSED, verdict.outcome());
    }

    @Test
    void takesBackWhatWasNotSentYet() {
        var feed = TestFeed.at(line);
        site.ask("sent", 60_000);
        assertEquals(1, feed.take().sequence());
        var cancelled = site.ask("cancelled", 60_000);
        site.publish("stays");
        cancelled.cancel();

        var failure = assertThrows(
                java.util.concurrent.ExecutionException.class,
                () -> cancelled.result().toCompletableFuture().get());
        assertEquals(ErrorCode.CANCELLED, ((CoattailException) failure.getCause()).code());
        assertEquals(List.of("stays"), feed.texts());
    }
}
