// SPDX-License-Identifier: Apache-2.0
package coattail.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;

class HopsOptionsTest {
    @Test
    void withoutAnyItIsFiveHops() {
        assertEquals(new HopsOptions(5, 200, 100, 500, 250, List.of(), null), HopsOptions.of(List.of()));
    }

    @Test
    void theyAreReadAsTheyStand() {
        var words = "--hops 1 --cancels 2 --expiries 3 --deadline 40 --goal 5 --jvm -Da --jvm -Db --out x";
        assertEquals(
                new HopsOptions(1, 2, 3, 40, 5, List.of("-Da", "-Db"), Path.of("x")),
                HopsOptions.of(List.of(words.split(" "))));
    }

    @Test
    void whatMakesNoSenseIsRefused() {
        for (var words : List.of(
                List.of("--hops"), List.of("--hops", "8"), List.of("--cancels", "many"), List.of("--fast", "1"))) {
            assertThrows(IllegalArgumentException.class, () -> HopsOptions.of(words), words::toString);
        }
    }
}
