// SPDX-License-Identifier: Apache-2.0
package coattail.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;

class KilledOptionsTest {
    @Test
    void withoutAnyItIsAThousandSubscribers() {
        assertEquals(new KilledOptions(1_000, 6, 200, 4, 10_000, 0, List.of(), null), KilledOptions.of(List.of()));
    }

    @Test
    void theyAreReadAsTheyStand() {
        var words =
                "--subscribers 9 --processes 8 --publications 7 --rate 6 --deadline 5000 --forget 4 --jvm -Da --out x";
        assertEquals(
                new KilledOptions(9, 8, 7, 6, 5_000, 4, List.of("-Da"), Path.of("x")),
                KilledOptions.of(List.of(words.split(" "))));
    }

    @Test
    void whatMakesNoSenseIsRefused() {
        for (var words :
                List.of("--processes", "--processes 2", "--rate many", "--fast 1", "--subscribers 5 --processes 6")) {
            assertThrows(IllegalArgumentException.class, () -> KilledOptions.of(List.of(words.split(" "))), words);
        }
    }
}
