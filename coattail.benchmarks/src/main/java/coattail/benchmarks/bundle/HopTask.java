// SPDX-License-Identifier: Apache-2.0
package coattail.benchmarks.bundle;

/**
 * What {@link Hop} is performed with.
 *
 * @param run which of the chains this is
 * @param left how many instances are behind this one
 */
public record HopTask(int run, int left) {}
