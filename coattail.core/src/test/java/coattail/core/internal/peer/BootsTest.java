// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;

import org.junit.jupiter.api.Test;

import coattail.core.internal.peer.Boots.Admission;
import coattail.core.internal.wire.Id16;

class BootsTest {
    private static final String PEER = "a peer";
    private static final Id16 ONE = new Id16(1, 1);
    private static final Id16 OTHER = new Id16(2, 2);

    private long now = 1_000;
    private final Boots boots = new Boots(() -> now);

    private Admission comes(Id16 boot, Id16 serving) {
        return boots.admit(PEER, boot, Optional.ofNullable(serving));
    }

    private Admission alternate() {
        comes(ONE, null);
        comes(OTHER, ONE);
        comes(ONE, OTHER);
        comes(OTHER, ONE);
        return comes(ONE, OTHER);
    }

    @Test
    void aPeerMayRestartAsOftenAsItLikes() {
        for (int i = 1; i < 100; i++) {
            assertEquals(Admission.ADMITTED, comes(new Id16(0, i + 1), new Id16(0, i)));
        }
        assertEquals(Optional.empty(), boots.trouble(PEER));
    }

    @Test
    void aProcessMayHaveManyConnections() {
        for (int i = 1; i < 100; i++) {
            assertEquals(Admission.ADMITTED, comes(ONE, ONE));
        }
    }

    @Test
    void theThirdReturnWithinAMinuteIsRefused() {
        assertEquals(Admission.REFUSED_FIRST, alternate());
        assertTrue(boots.trouble(PEER).isPresent());
        assertEquals(Optional.empty(), boots.trouble("another peer"));
    }

    @Test
    void returnsThatAreFarBetweenAreForgotten() {
        Id16 serving = ONE;
        for (int i = 0; i < 20; i++) {
            var next = serving.equals(ONE) ? OTHER : ONE;
            assertEquals(Admission.ADMITTED, comes(next, serving));
            serving = next;
            now += 60_000;
        }
    }

    @Test
    void theNewcomerIsRefusedForAMinuteEvenWhereNobodyIsConnected() {
        alternate();
        now += 59_999;
        assertEquals(Admission.REFUSED, comes(ONE, null));
        assertEquals(Admission.ADMITTED, comes(OTHER, null), "the other one stays");
        assertEquals(Admission.ADMITTED, comes(new Id16(3, 3), OTHER), "one that was started anew is neither");
        now += 1;
        assertEquals(Admission.ADMITTED, comes(ONE, null));
    }

    @Test
    void itIsRefusedAgainAsLongAsTheOtherIsThereAndToldOnce() {
        alternate();
        for (int minute = 1; minute < 100; minute++) {
            now += 60_000;
            assertEquals(Admission.REFUSED, comes(ONE, OTHER));
        }
    }

    @Test
    void tenMinutesLaterAllIsForgotten() {
        alternate();
        now += 600_000;
        assertEquals(Optional.empty(), boots.trouble(PEER));
        assertEquals(Admission.ADMITTED, comes(ONE, OTHER));
        assertEquals(Admission.ADMITTED, comes(OTHER, ONE));
        assertEquals(Admission.ADMITTED, comes(ONE, OTHER));
        assertEquals(Admission.REFUSED_FIRST, comes(OTHER, ONE));
    }

    @Test
    void remembersABoundedNumberOfPeers() {
        alternate();
        for (int i = 0; i < 2_000; i++) {
            boots.admit("peer " + i, OTHER, Optional.of(ONE));
        }
        assertEquals(Optional.empty(), boots.trouble(PEER), "the oldest had to go");
        assertEquals(Admission.ADMITTED, comes(ONE, OTHER));
    }
}
