// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.registry;

import coattail.api.Receiver;
import coattail.core.internal.convert.Codec;

/** A receiver that a bundle offers. */
public final class ReceiverEntry extends HandlerEntry {
    private final Receiver<?> service;
    private final Codec event;

    ReceiverEntry(Traits traits, Bound bound, Codec event) {
        super(traits, bound);
        this.service = (Receiver<?>) bound.service();
        this.event = event;
    }

    /** The receiver itself, to be called between {@link #enter} and {@link #exit} only. */
    public Receiver<?> service() {
        return service;
    }

    /** Reads the event's data. */
    public Codec event() {
        return event;
    }

    /** The event's type, for people. */
    public String eventType() {
        return event.typeName();
    }
}
