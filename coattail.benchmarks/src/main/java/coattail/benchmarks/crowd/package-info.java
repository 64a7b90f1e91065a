// SPDX-License-Identifier: Apache-2.0
/**
 * Many peers in one process: each an identity, a connection and a session of its own, the real ones, without an
 * instance around them.
 */
package coattail.benchmarks.crowd;
