// SPDX-License-Identifier: Apache-2.0
/** What was measured, as a table for people and as JSON for comparing runs. */
package coattail.benchmarks.report;
