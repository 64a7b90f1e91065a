// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.publish;

/**
 * An event in the window of one subscription.
 *
 * @param event what waits
 * @param sequence its number in the subscription
 * @param vote what is to be decided on it, {@code null} where nobody asked for the verdict
 */
record Waiting(Event event, long sequence, Vote vote) {}
