// SPDX-License-Identifier: Apache-2.0
/**
 * Many instances in one thread, under a clock that jumps and a network in memory that fails, everything drawn from one
 * seed (docs/delivery.md, "Simulation"). What runs is the product's own code from the wire to the store's port.
 */
package coattail.core.internal.sim;
