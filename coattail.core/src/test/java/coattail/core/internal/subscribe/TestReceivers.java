// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.subscribe;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

import coattail.api.CoattailException;
import coattail.api.Delivery;
import coattail.api.ErrorCode;
import coattail.core.internal.wire.Body;

/** Receivers without a framework. The text {@code misfit} doesn't convert. */
final class TestReceivers implements Receivers {
    private final Map<String, Receiver> receivers = new ConcurrentHashMap<>();

    Receiver offer(String name) {
        var receiver = new Receiver();
        receivers.put(name, receiver);
        return receiver;
    }

    void withdraw(String name) {
        var receiver = receivers.remove(name);
        receiver.going = true;
    }

    @Override
    public Optional<Handler> find(String name) {
        return Optional.ofNullable(receivers.get(name));
    }

    /** What application code does. */
    interface Code {
        void receive(String text, Delivery delivery) throws Exception;
    }

    static final class Receiver implements Handler {
        final List<String> received = new CopyOnWriteArrayList<>();
        final Semaphore places = new Semaphore(64);
        final AtomicInteger running = new AtomicInteger();
        volatile boolean going;
        volatile Code code = (text, delivery) -> {};

        @Override
        public ClassLoader classLoader() {
            return getClass().getClassLoader();
        }

        @Override
        public boolean tryAcquire() {
            return places.tryAcquire();
        }

        @Override
        public void release() {
            places.release();
        }

        @Override
        public boolean enter() {
            if (going) {
                return false;
            }
            running.incrementAndGet();
            return true;
        }

        @Override
        public void exit() {
            running.decrementAndGet();
        }

        @Override
        public Object convert(Body data) {
            var text = new String(data.toByteArray(), StandardCharsets.UTF_8);
            if (text.equals("misfit")) {
                throw new CoattailException(ErrorCode.BAD_INPUT, "it doesn't fit");
            }
            return text;
        }

        @Override
        public void receive(Object data, Delivery delivery) throws Exception {
            received.add((String) data);
            code.receive((String) data, delivery);
        }
    }
}
