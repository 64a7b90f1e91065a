// SPDX-License-Identifier: Apache-2.0
/** Instances as they are run: in a Felix framework, from the bundles that the build makes. */
package coattail.benchmarks.felix;
