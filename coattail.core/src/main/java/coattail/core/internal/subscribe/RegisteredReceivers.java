// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.subscribe;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

import coattail.api.Delivery;
import coattail.api.Receiver;
import coattail.core.internal.registry.ReceiverEntry;
import coattail.core.internal.registry.ReceiverRegistry;
import coattail.core.internal.registry.RegistryListener;
import coattail.core.internal.wire.Body;

/** The receivers that bundles offer. */
public final class RegisteredReceivers implements Receivers {
    private final ReceiverRegistry registry;

    public RegisteredReceivers(ReceiverRegistry registry) {
        this.registry = requireNonNull(registry, "registry");
    }

    /** Has subscriptions learn of receivers that come and go from now on. */
    public void tell(SubscriptionBook subscriptions) {
        registry.listen(new RegistryListener() {
            @Override
            public void came(String name) {
                subscriptions.receiverCame(name);
            }

            @Override
            public void went(String name) {
                subscriptions.receiverGone(name);
            }
        });
    }

    @Override
    public Optional<Handler> find(String name) {
        return registry.find(name).map(Registered::new);
    }

    @Override
    public boolean offered(String name) {
        return registry.find(name).isPresent();
    }

    private record Registered(ReceiverEntry entry) implements Handler {
        @Override
        public ClassLoader classLoader() {
            return entry.classLoader();
        }

        @Override
        public boolean tryAcquire() {
            return entry.slots().tryAcquire();
        }

        @Override
        public void release() {
            entry.slots().release();
        }

        @Override
        public boolean enter() {
            return entry.enter();
        }

        @Override
        public void exit() {
            entry.exit();
        }

        @Override
        public Object convert(Body data) {
            return entry.event().read(data);
        }

        @Override
        @SuppressWarnings("unchecked") // the codec reads the type that the receiver takes
        public void receive(Object data, Delivery delivery) throws Exception {
            ((Receiver<Object>) entry.service()).receive(data, delivery);
        }
    }
}
