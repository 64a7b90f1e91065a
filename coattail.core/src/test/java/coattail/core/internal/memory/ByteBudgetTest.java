// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

class ByteBudgetTest {
    private final ByteBudget budget = new ByteBudget(100, 60);

    @Test
    void givesWhatThereIsAndNoMore() {
        assertTrue(budget.tryTake(70));
        assertFalse(budget.tryTake(31));
        assertTrue(budget.tryTake(30));
        assertTrue(budget.exhausted());
        budget.give(100);

        assertEquals(0, budget.taken());
        assertFalse(budget.exhausted());
    }

    @Test
    void givesOnePeerNoMoreThanItsShare() {
        try (var share = budget.share("a");
                var other = budget.share("b")) {
            assertTrue(share.tryTake(60));
            assertFalse(share.tryTake(1));
            assertTrue(share.exhausted());
            assertFalse(other.exhausted());
            assertFalse(other.tryTake(41), "only 40 are left in all");
            assertTrue(other.tryTake(40));
            share.give(60);
            other.give(40);
        }
        assertEquals(0, budget.taken());
    }

    @Test
    void aRefusedTakeLeavesTheShareAsItWas() {
        try (var share = budget.share("a")) {
            assertTrue(budget.tryTake(90));
            assertFalse(share.tryTake(20));
            budget.give(90);
            assertTrue(share.tryTake(60), "the refused 20 are not on the account");
        }
    }

    @Test
    void takesWhatIsHereAlreadyEvenBeyondTheBudget() {
        try (var share = budget.share("a")) {
            share.take(130);
            assertEquals(130, budget.taken());
            assertTrue(budget.exhausted());
            assertFalse(share.tryTake(1));
            share.give(130);
            assertFalse(share.exhausted());
        }
    }

    @Test
    void chargesSharedBytesToThePeerAlone() {
        try (var share = budget.share("a")) {
            assertTrue(share.tryCharge(60));
            assertEquals(0, budget.taken());
            assertFalse(share.tryCharge(1));
            assertFalse(share.tryTake(1), "bodies and windows are on one account");
            share.discharge(60);
            assertTrue(share.tryTake(1));
        }
    }

    @Test
    void keepsOneAccountForEachPeerUntilNobodyUsesIt() {
        var first = budget.share("a");
        var second = budget.share("a");
        assertSame(first, second);
        first.close();
        assertSame(second, budget.share("a"));
        second.close();
        second.close();
        assertNotSame(second, budget.share("a"));
    }

    @Test
    void refusesToTakeBackMoreThanItGave() {
        assertThrows(IllegalStateException.class, () -> budget.give(1));
    }

    @Test
    void aQuarterOfTheHeapAndAnEighthOfThatForOne() {
        var ofHeap = ByteBudget.ofHeap(256 << 20);
        assertEquals(64 << 20, ofHeap.total());
        try (var share = ofHeap.share("a")) {
            assertTrue(share.tryTake(8 << 20));
            assertFalse(share.tryTake(1));
        }
    }

    @Test
    void neverGivesTooMuchToSeveralAtOnce() throws Exception {
        var large = new ByteBudget(1_000, 1_000);
        var threads = new ArrayList<CompletableFuture<Void>>();
        for (int i = 0; i < 4; i++) {
            int peer = i % 2;
            threads.add(CompletableFuture.runAsync(() -> {
                try (var share = large.share("peer " + peer)) {
                    for (int n = 0; n < 20_000; n++) {
                        if (share.tryTake(300)) {
                            assertTrue(large.taken() <= 1_000);
                            share.give(300);
                        }
                    }
                }
            }));
        }
        CompletableFuture.allOf(threads.toArray(CompletableFuture[]::new)).get(30, TimeUnit.SECONDS);

        assertEquals(0, large.taken());
    }
}
