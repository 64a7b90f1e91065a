// SPDX-License-Identifier: Apache-2.0
/**
 * The subscriber's side of subscriptions (docs/delivery.md): what this instance is subscribed to, and what it does with
 * what comes.
 */
package coattail.core.internal.subscribe;
