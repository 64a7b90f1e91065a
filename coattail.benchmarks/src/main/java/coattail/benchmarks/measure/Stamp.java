// SPDX-License-Identifier: Apache-2.0
package coattail.benchmarks.measure;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** A number in the data of an event: when it was published, or which one it is. */
public final class Stamp {
    private static final String BEFORE = "{\"stamp\":";
    private static final String BEHIND = ",\"filled\":\"";
    private static final String END = "\"}";

    private Stamp() {}

    /**
     * JSON with a number in it.
     *
     * @param number from 0
     * @param bytes how long it is filled up to; it is longer where the number needs more
     */
    public static byte[] of(long number, int bytes) {
        var head = BEFORE + number + BEHIND;
        int fill = Math.max(0, bytes - head.length() - END.length());
        return (head + "x".repeat(fill) + END).getBytes(StandardCharsets.US_ASCII);
    }

    /** The number in what {@link #of} has made; the buffer's position moves. */
    public static long in(ByteBuffer data) {
        data.position(data.position() + BEFORE.length());
        long number = 0;
        for (int next = data.get(); next != ','; next = data.get()) {
            if (next < '0' || next > '9') {
                throw new IllegalArgumentException("no stamp");
            }
            number = number * 10 + (next - '0');
        }
        return number;
    }
}
