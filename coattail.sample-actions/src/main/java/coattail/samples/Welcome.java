// SPDX-License-Identifier: Apache-2.0
package coattail.samples;

import java.util.concurrent.ExecutionException;

import org.osgi.service.component.annotations.Component;

import coattail.api.Delivery;
import coattail.api.Description;
import coattail.api.Option;
import coattail.api.Receiver;
import coattail.api.ReceiverName;

/**
 * A receiver that performs an action: one event sets off the next.
 *
 * <p>Whoever is announced gets greeted here, and the greeting is published to those who subscribed to {@code greet} at
 * this instance. Calls made through {@link Delivery#coattail()} belong to the cascade that the event is part of: they
 * carry its path, so that a circle ends, and its deadline. {@code Guest} is this class's own record: types match by
 * shape, and two bundles needn't share a class to understand each other.
 *
 * <pre>coattail action subscribe announce --peer gate --receiver welcome</pre>
 */
@Component
@ReceiverName("welcome")
@Description("Greets whoever is announced, and publishes the greeting")
public final class Welcome implements Receiver<Welcome.Guest> {

    /** Who was announced. */
    public record Guest(String name) {}

    @Override
    public void receive(Guest guest, Delivery delivery) throws ExecutionException, InterruptedException {
        // Waiting for the result makes the publisher's verdict tell whether the greeting worked.
        delivery.coattail()
                .local()
                .perform("greet", guest, Void.class, Option.publishResult())
                .result()
                .toCompletableFuture()
                .get();
    }
}
