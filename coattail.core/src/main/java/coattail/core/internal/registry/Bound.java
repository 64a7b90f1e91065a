// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.registry;

/**
 * What an entry has of its service and keeps when the service's properties change.
 *
 * @param provider the service's place in the order
 * @param classLoader the loader of its bundle
 * @param service the service itself
 * @param slots the places for its calls
 * @param inFlight the calls that run
 */
record Bound(Provider provider, ClassLoader classLoader, Object service, Slots slots, InFlight inFlight) {}
