// SPDX-License-Identifier: Apache-2.0
package coattail.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;

class RevocationOptionsTest {
    @Test
    void withoutAnyItIsAThousandPeers() {
        assertEquals(new RevocationOptions(1_000, 200, 500, List.of(), null), RevocationOptions.of(List.of()));
    }

    @Test
    void theyAreReadAsTheyStand() {
        assertEquals(
                new RevocationOptions(9, 8, 7, List.of("-Da"), Path.of("x")),
                RevocationOptions.of(
                        List.of("--peers", "9", "--revocations", "8", "--calls", "7", "--jvm", "-Da", "--out", "x")));
    }

    @Test
    void whatMakesNoSenseIsRefused() {
        for (var words : List.of(
                List.of("--peers"),
                List.of("--peers", "1"),
                List.of("--calls", "many"),
                List.of("--fast", "1"),
                List.of("--peers", "10", "--revocations", "11"))) {
            assertThrows(IllegalArgumentException.class, () -> RevocationOptions.of(words), words::toString);
        }
    }
}
