// SPDX-License-Identifier: Apache-2.0
/**
 * Echoes, and the measuring of them. The frameworks export this package to the bundle in them, so that one and the same
 * code measures what runs inside a framework and what doesn't.
 */
package coattail.benchmarks.measure;
