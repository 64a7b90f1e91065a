// SPDX-License-Identifier: Apache-2.0
package coattail.benchmarks.mina;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import org.apache.mina.core.buffer.IoBuffer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FramesTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 4, 7, 8, 11, 1000})
    void areCutOutOfWhateverPiecesCome(int piece) {
        var stream = IoBuffer.allocate(1000)
                .put(Frames.of(1, "one".getBytes(StandardCharsets.UTF_8)))
                .put(Frames.of(2, new byte[0]))
                .put(Frames.of(Integer.MIN_VALUE, "three".getBytes(StandardCharsets.UTF_8)))
                .flip();
        var seen = new ArrayList<String>();
        var frames = new Frames();
        while (stream.hasRemaining()) {
            var bytes = stream.getSlice(Math.min(piece, stream.remaining()));
            frames.feed(bytes, (id, message) -> seen.add(id + " " + new String(message, StandardCharsets.UTF_8)));
        }
        assertEquals(List.of("1 one", "2 ", Integer.MIN_VALUE + " three"), seen);
    }
}
