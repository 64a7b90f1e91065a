// SPDX-License-Identifier: Apache-2.0
package coattail.api;

import org.osgi.annotation.versioning.ProviderType;

/** One event on its way into a {@link Receiver}. */
@ProviderType
public interface Delivery extends Context {

    /** The instance that sent the event to this one. */
    InstanceRef publisher();

    /** The name under which the event was published. */
    String action();

    /** Identifies the event at its publisher: 32 hexadecimal digits, lower case. */
    String eventId();

    /**
     * The event's number in its subscription, from 1. The publisher counts every publication, also those that it could
     * not send: a number that is left out is an event that was lost.
     */
    long sequence();
}
