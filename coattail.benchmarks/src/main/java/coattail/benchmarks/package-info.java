// SPDX-License-Identifier: Apache-2.0
/** A program that measures what a call costs beside the bare transport. See docs/benchmarks.md. */
package coattail.benchmarks;
