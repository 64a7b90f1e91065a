// SPDX-License-Identifier: Apache-2.0
/** The processes: what runs in each, and how the one that was started by a person leads them. */
package coattail.benchmarks.process;
