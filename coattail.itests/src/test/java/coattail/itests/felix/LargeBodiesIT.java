// SPDX-License-Identifier: Apache-2.0
package coattail.itests.felix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bodies that are larger than the whole heap of each of the two processes that they pass through, and back. */
class LargeBodiesIT {
    private static final long LARGE = 64L << 20;
    /** With a framework, a database and all in it. */
    private static final String HEAP = "48m";

    @TempDir
    Path directory;

    @Test
    void bodiesLargerThanTheHeapGoBothWays() throws Exception {
        try (var north = SmallHeap.start("north", directory, HEAP, LARGE);
                var south = SmallHeap.start("south", directory, HEAP, LARGE)) {
            assertEquals("started", north.answer());
            assertEquals("started", south.answer());
            assertEquals("added", south.order("add " + north.order("token")));
            assertEquals("the same " + LARGE, south.order("carry " + LARGE));
            var tooLarge = south.order("carry " + (LARGE + 1));
            assertTrue(tooLarge.contains(String.valueOf(LARGE)) && tooLarge.contains("TOO_LARGE"), tooLarge);
            assertEquals("the same 100000", south.order("carry 100000"), "the connection is kept");
        }
    }
}
