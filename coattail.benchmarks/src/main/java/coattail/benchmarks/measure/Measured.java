// SPDX-License-Identifier: Apache-2.0
package coattail.benchmarks.measure;

/**
 * What one slice has shown.
 *
 * @param calls echoes that came back while it was measured
 * @param callsInAll echoes that came back from its beginning to its end, what came before the measuring included
 * @param nanos how long was measured
 * @param p50 median of the time from sending to having it back, in nanoseconds
 * @param p99 99th percentile of that
 * @param max the longest of those
 */
public record Measured(long calls, long callsInAll, long nanos, long p50, long p99, long max) {

    /** Echoes a second. */
    public double rate() {
        return calls * 1e9 / nanos;
    }
}
