// SPDX-License-Identifier: Apache-2.0
/**
 * The publisher's side of subscriptions (docs/delivery.md): who is subscribed, what waits for whom, what became of it.
 */
package coattail.core.internal.publish;
