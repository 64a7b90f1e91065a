// SPDX-License-Identifier: Apache-2.0
package coattail.benchmarks.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.stream.LongStream;

import org.junit.jupiter.api.Test;

class DelaysTest {
    @Test
    void theyAreMillisecondsThatPartOfThemDoNotExceed() {
        var nanos = LongStream.rangeClosed(1, 200).map(each -> (201 - each) * 1_000_000);
        assertEquals(new Delays(200, 100, 198, 200), Delays.of(nanos));
        assertEquals(new Delays(1, 0.5, 0.5, 0.5), Delays.of(LongStream.of(500_000)));
    }
}
