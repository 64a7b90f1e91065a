// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.subscribe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;

import org.junit.jupiter.api.Test;

import coattail.core.internal.subscribe.Credit.Amount;

class CreditTest {
    private static final int MEGABYTE = 1 << 20;

    private final Credit credit = new Credit();

    private void open(int most) {
        credit.opened(most, credit.opening(most));
    }

    private void consume(int events, int size) {
        for (int i = 0; i < events; i++) {
            credit.came(size);
            credit.consumed(size);
        }
    }

    @Test
    void beginsWithTheWholeLimit() {
        assertEquals(new Amount(64, MEGABYTE), credit.opening(64));
        assertEquals(new Amount(1, MEGABYTE), credit.opening(1));
    }

    @Test
    void givesBackAQuarterAtATime() {
        open(64);
        consume(15, 10);
        assertEquals(Optional.empty(), credit.give());
        consume(1, 10);
        assertEquals(Optional.of(new Amount(16, 160)), credit.give());
        assertEquals(Optional.empty(), credit.give());
    }

    @Test
    void givesBackBytesBeforeMessagesWhereTheyAreLarge() {
        open(64);
        consume(1, 300_000);
        assertEquals(Optional.of(new Amount(1, 300_000)), credit.give());
    }

    @Test
    void givesNothingForWhatIsHeldStill() {
        open(64);
        for (int i = 0; i < 64; i++) {
            credit.came(10);
        }
        assertEquals(Optional.empty(), credit.give());
        credit.consumed(10);
        assertEquals(Optional.empty(), credit.give());
    }

    @Test
    void givesOneByOneWhereOneIsTheLimit() {
        open(1);
        credit.came(10);
        assertEquals(Optional.empty(), credit.give());
        credit.consumed(10);
        assertEquals(Optional.of(new Amount(1, 10)), credit.give());
    }

    @Test
    void coversWhatWasOverdrawn() {
        open(64);
        credit.came(3 * MEGABYTE);
        assertEquals(Optional.empty(), credit.give());
        assertEquals(new Amount(63, 0), credit.opening(64));
        credit.consumed(3 * MEGABYTE);
        assertEquals(Optional.of(new Amount(1, 3 * MEGABYTE)), credit.give());
    }

    @Test
    void aNewStreamGetsWhatIsNotHeld() {
        open(64);
        credit.came(100);
        credit.came(100);
        assertEquals(new Amount(62, MEGABYTE - 200), credit.opening(64));
        assertEquals(new Amount(0, MEGABYTE - 200), credit.opening(1));
        open(1);
        credit.consumed(100);
        assertEquals(Optional.empty(), credit.give());
        credit.consumed(100);
        assertEquals(Optional.of(new Amount(1, 200)), credit.give());
    }
}
