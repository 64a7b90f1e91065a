// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.subscribe;

import java.util.Optional;

import coattail.api.CoattailException;
import coattail.api.Delivery;
import coattail.core.internal.wire.Body;

/** The receivers of this instance, as deliveries need them. Safe for use by several threads; doesn't block. */
public interface Receivers {

    /** The receiver of a name, empty while there is none. */
    Optional<Handler> find(String name);

    /** Whether there is a receiver of a name. */
    default boolean offered(String name) {
        return find(name).isPresent();
    }

    /** A receiver that is there, or was a moment ago. Two that stand for the same service are equal. */
    interface Handler {

        /** The context class loader for its calls. */
        ClassLoader classLoader();

        /**
         * Takes one of the places for calls that run at once. Each that was taken is {@linkplain #release released}
         * again.
         */
        boolean tryAcquire();

        /** Gives a place back. */
        void release();

        /** Begins a call; false if the receiver is going. Each that was begun is {@linkplain #exit ended} again. */
        boolean enter();

        /** Ends a call. */
        void exit();

        /** @throws CoattailException if the data don't fit the receiver's type */
        Object convert(Body data);

        /** Hands the event to application code, which may block and throw what it likes. */
        void receive(Object data, Delivery delivery) throws Exception;
    }
}
