// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.subscribe;

import java.time.Instant;

import coattail.api.Coattail;
import coattail.api.Delivery;
import coattail.api.InstanceRef;
import coattail.core.internal.wire.Message;
import coattail.core.internal.work.Scope;

/** What a test's receiver is given. */
record TestDelivery(InstanceRef publisher, String action, Message.Notify event, long deadlineMillis, Scope scope)
        implements Delivery {

    @Override
    public String eventId() {
        return event.event().toString();
    }

    @Override
    public long sequence() {
        return event.sequence();
    }

    @Override
    public Coattail coattail() {
        throw new UnsupportedOperationException("no cascades here");
    }

    @Override
    public Instant deadline() {
        return Instant.EPOCH.plusMillis(deadlineMillis);
    }

    @Override
    public boolean cancelled() {
        return scope.cancelled();
    }

    @Override
    public System.Logger log() {
        return System.getLogger("test");
    }
}
