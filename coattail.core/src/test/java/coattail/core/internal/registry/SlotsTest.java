// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

import coattail.core.internal.registry.Slots.Answer;

class SlotsTest {
    private final List<String> told = new ArrayList<>();

    private Slots.Turn turn(String name) {
        return turn(name, true);
    }

    private Slots.Turn turn(String name, boolean uses) {
        return new Slots.Turn() {
            @Override
            public boolean begin() {
                told.add(name);
                return uses;
            }

            @Override
            public void gone() {
                told.add(name + " gone");
            }
        };
    }

    @Test
    void areBounded() {
        var slots = new Slots(2);
        assertTrue(slots.tryAcquire());
        assertTrue(slots.tryAcquire());
        assertFalse(slots.tryAcquire());
        slots.release();
        assertTrue(slots.tryAcquire());
        slots.limit(1);
        slots.release();
        assertFalse(slots.tryAcquire());
        slots.release();
        assertTrue(slots.tryAcquire());
        assertEquals(1, slots.limit());
    }

    @Test
    void whoComesFirstIsServedFirst() {
        var slots = new Slots(1);
        assertEquals(Answer.TAKEN, slots.enter(turn("a")));
        assertEquals(Answer.WAITING, slots.enter(turn("b")));
        assertEquals(Answer.WAITING, slots.enter(turn("c")));
        assertEquals(2, slots.waiting());
        assertEquals(List.of(), told, "who has a place isn't told");
        slots.release();
        assertEquals(List.of("b"), told);
        slots.release();
        assertEquals(List.of("b", "c"), told);
        slots.release();
        assertEquals(Answer.TAKEN, slots.enter(turn("d")));
    }

    @Test
    void aPlaceThatIsNotUsedGoesToTheNext() {
        var slots = new Slots(1);
        slots.enter(turn("a"));
        slots.enter(turn("b", false));
        slots.enter(turn("c", false));
        slots.enter(turn("d"));
        slots.release();
        assertEquals(List.of("b", "c", "d"), told);
        assertFalse(slots.tryAcquire());
        slots.release();
        assertTrue(slots.tryAcquire());
    }

    @Test
    void theLineIsAsLongAsThereArePlacesWithinBounds() {
        assertEquals(16, new Slots(1).lineLimit());
        assertEquals(64, new Slots(64).lineLimit());
        assertEquals(1_024, new Slots(1_000_000).lineLimit());
        var slots = new Slots(1);
        slots.enter(turn("in"));
        for (int i = 0; i < 16; i++) {
            assertEquals(Answer.WAITING, slots.enter(turn("" + i)));
        }
        assertEquals(Answer.FULL, slots.enter(turn("one too many")));
    }

    @Test
    void whoLeavesTheLineIsNotTold() {
        var slots = new Slots(1);
        slots.enter(turn("a"));
        var patient = turn("c");
        var hasty = turn("b");
        slots.enter(hasty);
        slots.enter(patient);
        assertTrue(slots.leave(hasty));
        assertFalse(slots.leave(hasty));
        slots.release();
        assertEquals(List.of("c"), told);
        assertFalse(slots.leave(patient), "it has a place");
    }

    @Test
    void morePlacesShortenTheLine() {
        var slots = new Slots(1);
        slots.enter(turn("a"));
        slots.enter(turn("b"));
        slots.enter(turn("c"));
        slots.limit(2);
        assertEquals(List.of("b"), told);
        assertEquals(1, slots.waiting());
    }

    @Test
    void nobodyWaitsForAServiceThatIsGone() {
        var slots = new Slots(1);
        slots.enter(turn("a"));
        slots.enter(turn("b"));
        slots.close();
        assertEquals(List.of("b gone"), told);
        assertEquals(Answer.GONE, slots.enter(turn("c")));
        slots.release();
        assertEquals(List.of("b gone"), told);
    }

    @Test
    void manyThreadsLoseNoPlaceAndNoTurn() throws Exception {
        var slots = new Slots(2);
        var inside = new AtomicInteger();
        var most = new AtomicInteger();
        var served = new AtomicInteger();
        var refused = new AtomicInteger();
        var threads = new ArrayList<CompletableFuture<Void>>();
        for (int t = 0; t < 4; t++) {
            threads.add(CompletableFuture.runAsync(() -> {
                for (int i = 0; i < 10_000; i++) {
                    var turn = new Slots.Turn() {
                        @Override
                        public boolean begin() {
                            most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                            inside.decrementAndGet();
                            served.incrementAndGet();
                            return false;
                        }

                        @Override
                        public void gone() {}
                    };
                    switch (slots.enter(turn)) {
                        case TAKEN -> {
                            turn.begin();
                            slots.release();
                        }
                        case FULL -> refused.incrementAndGet();
                        default -> {} // it is served in its turn
                    }
                }
            }));
        }
        CompletableFuture.allOf(threads.toArray(CompletableFuture[]::new)).get(30, TimeUnit.SECONDS);
        assertEquals(40_000, served.get() + refused.get());
        assertTrue(most.get() <= 2);
        assertEquals(0, slots.waiting());
        assertTrue(slots.tryAcquire());
        assertTrue(slots.tryAcquire());
    }
}
