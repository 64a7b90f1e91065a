// SPDX-License-Identifier: Apache-2.0
package coattail.benchmarks.report;

import java.util.Arrays;
import java.util.stream.LongStream;

/**
 * How long something took, many times, in milliseconds.
 *
 * @param count how often
 */
public record Delays(int count, double p50, double p99, double max) {
    private static final double NANOS_IN_MILLI = 1e6;

    /** Of durations in nanoseconds, at least one. */
    public static Delays of(LongStream nanos) {
        long[] sorted = nanos.sorted().toArray();
        return new Delays(
                sorted.length,
                at(sorted, 0.5),
                at(sorted, 0.99),
                Arrays.stream(sorted).max().orElseThrow() / NANOS_IN_MILLI);
    }

    /** The least that so many of them don't exceed. */
    private static double at(long[] sorted, double part) {
        return sorted[(int) Math.ceil(part * sorted.length) - 1] / NANOS_IN_MILLI;
    }
}
