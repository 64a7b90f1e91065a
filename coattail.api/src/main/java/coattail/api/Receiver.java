// SPDX-License-Identifier: Apache-2.0
package coattail.api;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * A named handler of publications. A subscription joins a peer's action to one of this instance's receivers.
 *
 * <p>Register an implementation as an OSGi service under this interface with the service property
 * {@value Whiteboard#RECEIVER_NAME} ({@link ReceiverName} sets it). The choice between two services of one name, the
 * types and what happens when the service goes are as for {@link Action}; a lambda or a proxy names its type in the
 * service property {@value Whiteboard#RECEIVER_EVENT}.
 *
 * <p><b>Threads and order.</b> {@link #receive} is called one event at a time per subscription, in the order in which
 * the publisher sent them, and concurrently for different subscriptions. It may block: that delays its own subscription
 * only.
 *
 * <p><b>Guarantee.</b> An event is delivered at most once. Events that were published while this instance was not
 * connected or could not keep up are lost, and {@link Delivery#sequence()} shows the gap.
 *
 * @param <T> the type of an event's data
 */
@ConsumerType
public interface Receiver<T> {

    /**
     * Handles one event. A normal return gives the publisher's verdict {@link Outcome#PROCESSED}, any exception
     * {@link Outcome#FAILED}.
     *
     * @param event the event's data, converted; {@code null} only where the event has no body and {@code T} is
     *     {@link Void} or {@link Object}
     * @param delivery where the event comes from, and the way to continue the cascade
     * @throws Exception to fail; the publisher learns that it failed and no more, this instance's log says why
     */
    void receive(T event, Delivery delivery) throws Exception;
}
