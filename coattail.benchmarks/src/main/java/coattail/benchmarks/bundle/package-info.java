// SPDX-License-Identifier: Apache-2.0
/** What runs inside a framework: an action, those who perform it, and the joining of two instances. */
package coattail.benchmarks.bundle;
