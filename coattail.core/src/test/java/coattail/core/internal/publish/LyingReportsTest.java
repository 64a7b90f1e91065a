// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.publish;

import static coattail.core.internal.publish.Site.done;
import static coattail.core.internal.publish.Site.pending;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;

import org.junit.jupiter.api.Test;

import coattail.api.Outcome;

/** A subscriber can say what it likes of what it was sent, and of nothing else. */
class LyingReportsTest {
    private static final int PROCESSED = 0;

    private final Site site = new Site();
    private final Line line = site.subscribe(1);
    private final TestFeed feed = TestFeed.at(line);

    @Test
    void whatHasNotBeenSentIsNotProcessedWhateverIsSaid() {
        var publishing = site.ask("a", 1_000);
        line.acknowledged(1, PROCESSED);
        site.pass(1_025);
        assertEquals(Map.of(Outcome.EXPIRED, 1), done(publishing).counts());
        line.acknowledged(1, PROCESSED);
        assertEquals(Map.of(Outcome.EXPIRED, 1), done(publishing).counts());
    }

    @Test
    void whatWasDroppedStaysOverloaded() {
        var publishing = site.ask("a", 60_000);
        for (int i = 0; i < 64; i++) {
            site.publish("" + i);
        }
        line.acknowledged(1, PROCESSED);
        assertEquals(Map.of(Outcome.OVERLOADED, 1), done(publishing).counts());
    }

    @Test
    void oneSubscriptionDoesNotSpeakForAnother() {
        var other = site.subscribe(2);
        var otherFeed = TestFeed.at(other);
        site.publish("of which nobody wants to know");
        feed.takeAll();
        otherFeed.takeAll();
        var publishing = site.ask("a", 1_000);
        long sequence = feed.take().sequence();
        assertEquals(sequence, otherFeed.take().sequence());
        line.acknowledged(sequence, PROCESSED);
        line.acknowledged(sequence, PROCESSED);
        assertTrue(pending(publishing), "the other hasn't said anything");
        site.pass(1_025);
        assertEquals(
                Map.of(Outcome.PROCESSED, 1, Outcome.UNKNOWN, 1),
                done(publishing).counts());
    }

    @Test
    void whatNobodyAskedForChangesNothing() {
        site.publish("a");
        long sequence = feed.take().sequence();
        line.acknowledged(sequence, PROCESSED);
        line.acknowledged(-1, PROCESSED);
        line.acknowledged(Long.MAX_VALUE, PROCESSED);
        var publishing = site.ask("b", 1_000);
        assertTrue(pending(publishing));
        feed.take();
        site.pass(1_025);
        assertEquals(Map.of(Outcome.UNKNOWN, 1), done(publishing).counts());
        assertEquals(0, site.budget.taken());
    }
}
