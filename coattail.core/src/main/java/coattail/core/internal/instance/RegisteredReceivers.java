// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.instance;

import java.util.Optional;

import coattail.api.Delivery;
import coattail.api.Receiver;
import coattail.core.internal.registry.ReceiverEntry;
import coattail.core.internal.registry.ReceiverRegistry;
import coattail.core.internal.subscribe.Receivers;
import coattail.core.internal.wire.Body;

/** The receivers of the whiteboard, as deliveries need them. */
record RegisteredReceivers(ReceiverRegistry registry) implements Receivers {

    @Override
    public Optional<Handler> find(String name) {
        return registry.find(name).map(Registered::new);
    }

    /** Equal to another of the same entry. */
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
        @SuppressWarnings("unchecked")
        public void receive(Object data, Delivery delivery) throws Exception {
            ((Receiver<Object>) entry.service()).receive(data, delivery);
        }
    }
}
