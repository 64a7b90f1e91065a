// SPDX-License-Identifier: Apache-2.0
package coattail.benchmarks.mina;

import coattail.benchmarks.measure.Series;

/**
 * How frames leave.
 *
 * @param bytes how many a write has at most, where more than one frame goes into it
 * @param outstanding how many writes MINA may have under way for one connection; its TLS fails past 64
 */
record Writing(int bytes, int outstanding) {
    private static final Writing ONE_BY_ONE = new Writing(0, 32);
    private static final Writing TOGETHER = new Writing(16_000, 2);

    static Writing of(Series series) {
        return series == Series.MINA_BATCHED ? TOGETHER : ONE_BY_ONE;
    }
}
