// SPDX-License-Identifier: Apache-2.0
package coattail.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;

class FanoutOptionsTest {
    @Test
    void withoutAnyItIsTwoHundredReaders() {
        assertEquals(new FanoutOptions(200, 20, 10, 5, 1_000, 1_500, List.of(), null), FanoutOptions.of(List.of()));
    }

    @Test
    void theyAreReadAsTheyStand() {
        var words = "--readers 1 --rate 2 --seconds 3 --rounds 4 --bytes 50 --fill 6 --jvm -Da --out x";
        assertEquals(
                new FanoutOptions(1, 2, 3, 4, 50, 6, List.of("-Da"), Path.of("x")),
                FanoutOptions.of(List.of(words.split(" "))));
    }

    @Test
    void whatMakesNoSenseIsRefused() {
        for (var words : List.of("--readers", "--readers 0", "--seconds 21", "--rate many", "--fast 1")) {
            assertThrows(IllegalArgumentException.class, () -> FanoutOptions.of(List.of(words.split(" "))), words);
        }
    }
}
