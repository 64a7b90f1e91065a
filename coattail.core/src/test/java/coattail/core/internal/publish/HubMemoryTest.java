// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.publish;

import static coattail.core.internal.publish.Site.done;
import static coattail.core.internal.publish.Site.request;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import coattail.api.Outcome;
import coattail.core.internal.memory.ByteBudget;
import coattail.core.internal.testing.InMemoryStore;
import coattail.core.spi.contract.StoreSamples;

/** What becomes of events when there is no memory for them, or for all of one peer's. */
class HubMemoryTest {
    private final Site site = new Site();

    @Test
    void evictsFromTheFullestWindowWhenMemoryIsUsedUp() {
        var small =
                new Site(new InMemoryStore(), PublicationLimits.DEFAULT, new ByteBudget(10_000, 10_000), Runnable::run);
        small.store.tokens().add(StoreSamples.token(1));
        var slow = TestFeed.at(small.subscribe(1));
        small.publish("a".repeat(4_000));
        small.publish("b".repeat(4_000));
        var fast = TestFeed.at(small.subscribe(2));
        assertEquals(
                Map.of(Outcome.ENQUEUED, 2), small.publish("c".repeat(4_000)).counts());

        assertEquals(List.of("c".repeat(4_000)), fast.texts());
        assertEquals(List.of("b".repeat(4_000), "c".repeat(4_000)), slow.texts());
        assertEquals(0, small.budget.taken());
    }

    @Test
    void countsAnEventThatThereIsNoMemoryForAsOverloaded() {
        var small =
                new Site(new InMemoryStore(), PublicationLimits.DEFAULT, new ByteBudget(10_000, 10_000), Runnable::run);
        small.store.tokens().add(StoreSamples.token(1));
        var feed = TestFeed.at(small.subscribe(1));
        small.subscribe(2);
        assertTrue(small.budget.tryTake(9_000), "bodies of others");
        var counts = Map.of(Outcome.OVERLOADED, 1, Outcome.OFFLINE, 1);

        assertEquals(counts, small.publish("a".repeat(4_000)).counts());
        assertEquals(counts, done(small.ask("a".repeat(4_000), 1_000)).counts());
        assertNull(feed.take());
        small.budget.give(9_000);
        small.publish("b".repeat(4_000));
        assertEquals(3, feed.take().sequence());
    }

    @Test
    void onePeersWindowsTakeNoMoreThanItsShare() {
        var small = new Site(
                new InMemoryStore(), PublicationLimits.DEFAULT, new ByteBudget(100_000, 10_000), Runnable::run);
        small.store.tokens().add(StoreSamples.token(1));
        var first = TestFeed.at(small.subscribe(1, request(1, 1, 64)));
        var second = TestFeed.at(small.subscribe(1, request(2, 1, 64)));
        for (int i = 0; i < 3; i++) {
            small.publish("x".repeat(4_000));
        }
        assertEquals(2, first.takeAll().size() + second.takeAll().size());
        assertEquals(0, small.budget.taken());
    }

    @Test
    void anEventsMemoryIsGivenBackWhenTheLastHasLetGoOfIt() {
        var one = TestFeed.at(site.subscribe(1));
        var other = TestFeed.at(site.subscribe(2));
        site.publish("a".repeat(1_000));
        assertEquals(1_256, site.budget.taken());
        one.takeAll();
        assertEquals(1_256, site.budget.taken());
        other.takeAll();
        assertEquals(0, site.budget.taken());
    }
}
