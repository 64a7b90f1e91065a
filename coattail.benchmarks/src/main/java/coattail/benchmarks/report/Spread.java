// SPDX-License-Identifier: Apache-2.0
package coattail.benchmarks.report;

import java.util.Arrays;

/** What the rounds of one thing lie between. */
public record Spread(double median, double min, double max) {

    /** Of values in any order, at least one. */
    public static Spread of(double... values) {
        var sorted = values.clone();
        Arrays.sort(sorted);
        int half = sorted.length / 2;
        double median = sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
        return new Spread(median, sorted[0], sorted[sorted.length - 1]);
    }
}
