// SPDX-License-Identifier: Apache-2.0
/**
 * The actions and receivers that bundles offer (docs/writing-an-action.md).
 *
 * <p>Trackers turn services into entries; registries choose which of several services serves a name, answer look-ups
 * without a lock, and see to it that an update loses no call: {@link coattail.core.internal.registry.InFlight} drains
 * what leaves, {@link coattail.core.internal.registry.Gaps} bridges the time until its successor comes.
 */
package coattail.core.internal.registry;
