// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.publish;

import coattail.core.internal.session.EventSource;
import coattail.core.internal.wire.Message;

/**
 * A stream's hold of its subscription.
 *
 * @param answer what the subscriber is told before any event
 * @param source where the events come from; may have some at once, without {@link Feed#ready()} having been called
 */
public record Attachment(Message.Subscribed answer, EventSource source) {}
