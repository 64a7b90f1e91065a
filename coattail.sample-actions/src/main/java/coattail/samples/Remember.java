// SPDX-License-Identifier: Apache-2.0
package coattail.samples;

import java.util.concurrent.ExecutionException;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import coattail.api.Delivery;
import coattail.api.Description;
import coattail.api.Publishes;
import coattail.api.Receiver;
import coattail.api.ReceiverName;

/**
 * A receiver: keeps what it is sent, and publishes it on.
 *
 * <p>A receiver runs when a peer publishes something that this instance has subscribed it to. {@code Receiver<Object>}
 * takes any JSON value. {@link Publishes} declares a name that events are published under though no action has it;
 * publishing through {@link Delivery#coattail()} makes the new event part of the same cascade.
 *
 * <pre>coattail action subscribe greet --peer plant --receiver remember
 * coattail action perform recall</pre>
 */
@Component
@ReceiverName("remember")
@Publishes("remembered")
@Description("Keeps the last 100 events for recall, and publishes each as remembered")
public final class Remember implements Receiver<Object> {
    private final Memory memory;

    @Activate
    public Remember(@Reference Memory memory) {
        this.memory = memory;
    }

    @Override
    public void receive(Object event, Delivery delivery) throws ExecutionException, InterruptedException {
        memory.keep(event);
        // No method of an instance throws: how it went shows in the stage, and who ignores that learns of no failure.
        delivery.coattail()
                .local()
                .publish("remembered", event)
                .result()
                .toCompletableFuture()
                .get();
    }
}
