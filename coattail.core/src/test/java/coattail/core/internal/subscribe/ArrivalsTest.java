// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.subscribe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import coattail.core.internal.subscribe.Arrivals.Counts;
import coattail.core.internal.wire.Body;
import coattail.core.internal.wire.Id16;
import coattail.core.internal.wire.Message;
import coattail.core.internal.wire.Trace;

class ArrivalsTest {
    private static final Id16 EPOCH = new Id16(1, 1);
    private static final Id16 ANOTHER = new Id16(2, 2);

    private final Arrivals arrivals = new Arrivals(false);

    private boolean begins(long next, long dropped, Id16 epoch) {
        return arrivals.begins(new Message.Subscribed(next, dropped, epoch));
    }

    private boolean comes(long sequence) {
        return arrivals.add(new Message.Notify(new Id16(0, sequence), sequence, -1, false, Trace.NONE, Body.NONE), 0);
    }

    @Test
    void countsGapsWithinAStream() {
        assertFalse(begins(5, 0, EPOCH));
        assertTrue(comes(5));
        assertTrue(comes(6));
        assertTrue(comes(10));
        assertEquals(new Counts(10, 3, 3, false), arrivals.counts());
    }

    @Test
    void countsAGapAtItsBeginning() {
        begins(1, 0, EPOCH);
        comes(3);
        assertEquals(new Counts(3, 1, 2, false), arrivals.counts());
    }

    @Test
    void countsWhatGotLostBetweenStreams() {
        begins(1, 0, EPOCH);
        comes(1);
        assertTrue(begins(5, 1, EPOCH), "2 and 3 were sent and lost, 4 was dropped");
        assertEquals(new Counts(1, 1, 3, false), arrivals.counts());
        comes(5);
        assertEquals(new Counts(5, 2, 3, false), arrivals.counts());
    }

    @Test
    void takesThePublishersWordForWhatCameBeforeItsFirstStream() {
        begins(8, 7, EPOCH);
        assertEquals(new Counts(0, 0, 7, false), arrivals.counts());
    }

    @Test
    void saysThatMoreMayBeLostWhenTheNumberingBeginsAnew() {
        begins(1, 0, EPOCH);
        comes(1);
        comes(2);
        assertFalse(begins(2, 1, ANOTHER));
        comes(2);
        assertEquals(new Counts(2, 3, 1, true), arrivals.counts());
    }

    @Test
    void saysThatMoreMayBeLostWhereThisSideHasBegunAnew() {
        var restarted = new Arrivals(true);
        assertFalse(restarted.counts().lossUnknown(), "nobody was asked yet");
        restarted.begins(new Message.Subscribed(8, 2, EPOCH));
        assertEquals(new Counts(0, 0, 2, true), restarted.counts());
    }

    @Test
    void takesNoNumberTwice() {
        begins(1, 0, EPOCH);
        assertTrue(comes(1));
        assertFalse(comes(1));
        assertTrue(comes(3));
        assertFalse(comes(2));
        assertTrue(begins(3, 0, EPOCH), "a publisher that goes back");
        assertFalse(comes(3));
        assertEquals(new Counts(3, 2, 1, false), arrivals.counts());
    }

    @Test
    void keepsTheOrderAlsoOfWhatIsPutBack() {
        begins(1, 0, EPOCH);
        comes(1);
        comes(2);
        var first = arrivals.take();
        arrivals.putBack(first);
        assertEquals(1, arrivals.take().event().sequence());
        assertEquals(2, arrivals.take().event().sequence());
        assertTrue(arrivals.isEmpty());
    }
}
