// SPDX-License-Identifier: Apache-2.0
package coattail.benchmarks.crowd;

/**
 * How a crowd is, but for those whose end was asked for.
 *
 * @param connected how many are connected and subscribed
 * @param lost how many connections have ended unasked
 * @param served how many calls were answered
 * @param failed how many calls weren't
 */
public record State(int connected, int lost, long served, long failed) {}
