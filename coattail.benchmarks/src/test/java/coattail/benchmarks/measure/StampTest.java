// SPDX-License-Identifier: Apache-2.0
package coattail.benchmarks.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;

import org.junit.jupiter.api.Test;

class StampTest {
    @Test
    void theNumberIsInIt() {
        for (long number : new long[] {0, 7, Long.MAX_VALUE}) {
            assertEquals(number, Stamp.in(ByteBuffer.wrap(Stamp.of(number, 100))));
        }
    }

    @Test
    void itIsAsLongAsAskedFor() {
        assertEquals(100, Stamp.of(12_345, 100).length);
    }
}
