// SPDX-License-Identifier: Apache-2.0
package coattail.benchmarks.report;

import coattail.benchmarks.measure.Measured;
import coattail.benchmarks.measure.Series;

/**
 * One slice of one round.
 *
 * @param cpuPerCall CPU time that client and server together used for an echo, in nanoseconds
 */
public record Sample(int round, Series series, int inFlight, Measured measured, double cpuPerCall) {}
