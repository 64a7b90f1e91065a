// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.publish;

import static coattail.core.internal.publish.Site.done;
import static coattail.core.internal.publish.Site.pending;
import static coattail.core.internal.publish.Site.request;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import coattail.api.CoattailException;
import coattail.api.ErrorCode;
import coattail.api.Outcome;
import coattail.core.internal.wire.Failure;
import coattail.core.internal.wire.Message;

/** Which events a subscription sends, in which order, and which it drops. */
class LineTest {
    private final Site site = new Site();
    private final Line line = site.subscribe(1);

    @Test
    void numbersEventsFromOneAndSendsThemInOrder() {
        var feed = TestFeed.at(line);
        assertEquals(1, feed.answer().nextSequence());
        assertEquals(0, feed.answer().dropped());
        site.publish("a");
        site.publish("b");

        var events = feed.takeAll();
        assertEquals(List.of("a", "b"), events.stream().map(TestFeed::text).toList());
        assertEquals(
                List.of(1L, 2L), events.stream().map(Message.Notify::sequence).toList());
        assertNotEquals(events.get(0).event(), events.get(1).event());
        assertFalse(events.get(0).acknowledge());
        assertEquals(30_000, events.get(0).timeoutMillis());
    }

    @Test
    void sharesThePayloadInsteadOfCopyingIt() {
        var one = TestFeed.at(line);
        var other = TestFeed.at(site.subscribe(2));
        site.publish("a");

        assertSame(one.take().data(), other.take().data());
    }

    @Test
    void tellsItsFeedOnceUntilThatHasFoundNothing() {
        var feed = TestFeed.at(line);
        site.publish("a");
        site.publish("b");
        assertEquals(1, feed.told);
        feed.take();
        site.publish("c");
        assertEquals(1, feed.told, "it hasn't found out that there are no more");
        feed.takeAll();
        site.publish("d");
        assertEquals(2, feed.told);
    }

    @Test
    void countsAnEventOfflineWhileNobodyIsAttached() {
        assertEquals(Map.of(Outcome.OFFLINE, 1), site.publish("a").counts());
        assertEquals(Map.of(Outcome.OFFLINE, 1), done(site.ask("b", 1_000)).counts());

        var feed = TestFeed.at(line);
        assertEquals(3, feed.answer().nextSequence());
        assertEquals(2, feed.answer().dropped());
        assertNull(feed.take());
    }

    @Test
    void dropsTheOldestOfAFullWindow() {
        var feed = TestFeed.at(line);
        var first = site.ask("0", 1_000);
        IntStream.rangeClosed(1, 63).forEach(i -> site.publish("" + i));
        assertTrue(pending(first));
        assertEquals(Map.of(Outcome.ENQUEUED, 1), site.publish("64").counts());

        assertEquals(Map.of(Outcome.OVERLOADED, 1), done(first).counts());
        assertEquals(IntStream.rangeClosed(1, 64).mapToObj(i -> "" + i).toList(), feed.texts());
    }

    @Test
    void dropsTheNewestWhereThatIsThePolicy() {
        var feed = TestFeed.at(site.subscribe(1, request(1, 1, 2)));
        site.publish("a");
        site.publish("b");
        assertEquals(Map.of(Outcome.OVERLOADED, 1), site.publish("c").counts());
        assertEquals(Map.of(Outcome.OVERLOADED, 1), done(site.ask("d", 1_000)).counts());

        assertEquals(List.of("a", "b"), feed.texts());
        site.publish("e");
        assertEquals(5, feed.take().sequence());
    }

    @Test
    void endsTheStreamWhereThatIsThePolicy() {
        var feed = TestFeed.at(site.subscribe(1, request(1, 2, 2)));
        var waiting = site.ask("a", 1_000);
        site.publish("b");
        assertEquals(Map.of(Outcome.OVERLOADED, 1), site.publish("c").counts());

        assertEquals(ErrorCode.SLOW_SUBSCRIBER, feed.endedWith());
        assertEquals(Map.of(Outcome.OVERLOADED, 1), done(waiting).counts());
        assertEquals(Map.of(Outcome.OFFLINE, 1), site.publish("d").counts());
        assertEquals(4, TestFeed.at(line).answer().dropped());
    }

    @Test
    void keepsTheNewestOnlyInAWindowOfOne() {
        var feed = TestFeed.at(site.subscribe(1, request(1, 0, 1)));
        site.publish("a");
        site.publish("b");
        assertEquals(Map.of(Outcome.ENQUEUED, 1), site.publish("c").counts());

        assertEquals(List.of("c"), feed.texts());
        assertEquals(coattail.api.Overflow.LATEST, site.hub.snapshot().get(0).overflow());
    }

    @Test
    void boundsTheBytesOfAWindowButTakesALargeEventIntoAnEmptyOne() {
        var feed = TestFeed.at(line);
        site.publish("x".repeat(2 << 20));
        assertEquals(1, line.status().waiting());
        site.publish("y".repeat(600_000));
        site.publish("z".repeat(600_000));

        assertEquals(1, line.status().waiting(), "each has pushed out the one before");
        assertEquals(List.of("z".repeat(600_000)), feed.texts());
    }

    @Test
    void doesNotSendWhatTheSubscriberDoesNotTake() {
        var feed = new TestFeed();
        feed.largest = 100;
        TestFeed.attach(feed, line);
        site.publish("x".repeat(100));
        assertEquals(Map.of(Outcome.REFUSED, 1), site.publish("x".repeat(101)).counts());
        assertEquals(
                Map.of(Outcome.REFUSED, 1),
                done(site.ask("x".repeat(101), 1_000)).counts());
        site.publish("y");

        assertEquals(
                List.of(1L, 4L),
                feed.takeAll().stream().map(Message.Notify::sequence).toList());
    }

    @Test
    void aSmallerWindowDropsWhatIsTooMuch() {
        var feed = TestFeed.at(line);
        IntStream.range(0, 5).forEach(i -> site.publish("" + i));
        site.subscribe(1, request(1, 0, 3));
        assertEquals(List.of("2", "3", "4"), feed.texts());

        IntStream.range(5, 8).forEach(i -> site.publish("" + i));
        site.subscribe(1, request(1, 1, 2));
        assertEquals(List.of("5", "6"), feed.texts(), "drop-newest keeps the prefix");
    }

    @Test
    void waitsForTheNextConnectionForTwoSeconds() {
        var feed = TestFeed.at(line);
        site.publish("a");
        line.detach(feed, true);
        assertEquals(Map.of(Outcome.ENQUEUED, 1), site.publish("b").counts());
        site.pass(1_900);

        var next = TestFeed.at(line);
        assertEquals(1, next.answer().nextSequence());
        assertEquals(0, next.answer().dropped());
        assertEquals(feed.answer().epoch(), next.answer().epoch());
        assertEquals(List.of("a", "b"), next.texts());
        site.pass(5_000);
        site.publish("c");
        assertEquals(List.of("c"), next.texts(), "the grace is over and has ended nothing");
    }

    @Test
    void waitsNoLongerThanTwoSeconds() {
        var feed = TestFeed.at(line);
        var waiting = site.ask("a", 60_000);
        line.detach(feed, true);
        site.pass(1_950);
        assertTrue(pending(waiting));
        site.pass(100);

        assertEquals(Map.of(Outcome.OFFLINE, 1), done(waiting).counts());
        assertEquals(Map.of(Outcome.OFFLINE, 1), site.publish("b").counts());
        var next = TestFeed.at(line);
        assertEquals(3, next.answer().nextSequence());
        assertEquals(2, next.answer().dropped());
    }

    @Test
    void aSecondGraceIsNotCutShortByTheFirst() {
        var feed = TestFeed.at(line);
        line.detach(feed, true);
        site.pass(1_500);
        var next = TestFeed.at(line);
        line.detach(next, true);
        site.publish("a");
        site.pass(1_500);

        assertEquals(List.of("a"), TestFeed.at(line).texts());
    }

    @Test
    void waitsNotAtAllOnceTheSubscriberHasDetached() {
        var feed = TestFeed.at(line);
        var waiting = site.ask("a", 60_000);
        line.detach(feed, false);

        assertEquals(Map.of(Outcome.OFFLINE, 1), done(waiting).counts());
        assertFalse(feed.ended, "the subscriber has ended it itself");
    }

    @Test
    void anotherStreamTakesOverWindowAndOutstandingEvents() {
        var feed = TestFeed.at(line);
        var sent = site.ask("sent", 10_000);
        assertEquals("sent", TestFeed.text(feed.take()));
        var waiting = site.ask("waiting", 10_000);

        var next = TestFeed.at(line);
        assertEquals(ErrorCode.DUPLICATE, feed.endedWith());
        assertNull(feed.take(), "nothing leaves through the old one any more");
        assertEquals(2, next.answer().nextSequence());
        line.detach(feed, true);
        assertEquals(List.of("waiting"), next.texts(), "the end of the old one concerns nobody");
        line.acknowledged(1, 0);
        line.acknowledged(2, 1);

        assertEquals(Map.of(Outcome.PROCESSED, 1), done(sent).counts());
        assertEquals(Map.of(Outcome.FAILED, 1), done(waiting).counts());
    }

    @Test
    void attachingTheSameFeedAgainEndsNothing() {
        var feed = TestFeed.at(line);
        line.attach(feed);
        assertFalse(feed.ended);
    }

    @Test
    void doesNotSendAnEventThatIsTooOld() {
        var feed = TestFeed.at(line);
        site.publish("a");
        site.now.addAndGet(20_000);
        site.publish("b");
        site.now.addAndGet(10_000);

        var events = feed.takeAll();
        assertEquals(List.of("b"), events.stream().map(TestFeed::text).toList());
        assertEquals(2, events.get(0).sequence());
        assertEquals(20_000, events.get(0).timeoutMillis());
        assertEquals(1, line.status().dropped());
    }

    @Test
    void anExpiredEventGivesWayBeforeThePolicyIsAsked() {
        var feed = TestFeed.at(site.subscribe(1, request(1, 1, 1)));
        site.publish("a");
        site.now.addAndGet(30_000);

        assertEquals(Map.of(Outcome.ENQUEUED, 1), site.publish("b").counts());
        assertEquals(List.of("b"), feed.texts());
    }

    @Test
    void aFullWindowThatStandsStillForAMinuteEndsTheStream() {
        var feed = TestFeed.at(site.subscribe(1, request(1, 0, 2)));
        site.publish("a");
        site.publish("b");
        site.pass(59_900);
        assertFalse(feed.ended);
        site.pass(200);

        assertEquals(ErrorCode.SLOW_SUBSCRIBER, feed.endedWith());
        assertFalse(line.status().attached());
        assertEquals(0, line.status().waiting());
    }

    @Test
    void aWindowFromWhichAnEventLeavesDoesNotStandStill() {
        var feed = TestFeed.at(site.subscribe(1, request(1, 0, 2)));
        for (int i = 0; i < 6; i++) {
            site.publish("a");
            site.publish("b");
            site.pass(20_000);
            feed.take();
        }
        assertFalse(feed.ended);
        site.publish("c");
        site.pass(61_000);
        assertTrue(feed.ended);
    }

    @Test
    void aWindowWithRoomMayStandStill() {
        var feed = TestFeed.at(line);
        site.publish("a");
        site.pass(120_000);
        site.publish("b");
        assertFalse(feed.ended);
    }

    @Test
    void isOverOnceItIsEnded() {
        var feed = TestFeed.at(line);
        var sent = site.ask("sent", 60_000);
        feed.take();
        var waiting = site.ask("waiting", 60_000);
        line.end(Failure.of(ErrorCode.REVOKED, "gone"));

        assertEquals(ErrorCode.REVOKED, feed.endedWith());
        assertEquals(Map.of(Outcome.UNKNOWN, 1), done(sent).counts());
        assertEquals(Map.of(Outcome.OFFLINE, 1), done(waiting).counts());
        var refused = assertThrows(CoattailException.class, () -> line.attach(new TestFeed()));
        assertEquals(ErrorCode.REVOKED, refused.code());
        assertEquals(0, site.budget.taken());
    }
}
