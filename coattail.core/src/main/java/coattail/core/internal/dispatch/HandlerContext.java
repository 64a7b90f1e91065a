// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.dispatch;

import java.time.Instant;
import java.util.function.BooleanSupplier;

import coattail.api.Coattail;
import coattail.api.Context;
import coattail.api.Delivery;
import coattail.api.InstanceRef;
import coattail.api.Invocation;
import coattail.core.internal.wire.Message;

/** What a handler is given. */
class HandlerContext implements Context {
    private final Coattail coattail;
    private final Instant deadline;
    private final BooleanSupplier cancelled;
    private final String logger;

    HandlerContext(Coattail coattail, Instant deadline, BooleanSupplier cancelled, String logger) {
        this.coattail = coattail;
        this.deadline = deadline;
        this.cancelled = cancelled;
        this.logger = logger;
    }

    @Override
    public final Coattail coattail() {
        return coattail;
    }

    @Override
    public final Instant deadline() {
        return deadline;
    }

    @Override
    public final boolean cancelled() {
        return cancelled.getAsBoolean();
    }

    @Override
    public final System.Logger log() {
        return System.getLogger(logger);
    }

    /** What an action is given. */
    static final class OfAction extends HandlerContext implements Invocation {
        private final InstanceRef caller;

        OfAction(Coattail coattail, Instant deadline, BooleanSupplier cancelled, String action, InstanceRef caller) {
            super(coattail, deadline, cancelled, "coattail.action." + action);
            this.caller = caller;
        }

        @Override
        public InstanceRef caller() {
            return caller;
        }
    }

    /** What a receiver is given. */
    static final class OfReceiver extends HandlerContext implements Delivery {
        private final InstanceRef publisher;
        private final String action;
        private final Message.Notify event;

        OfReceiver(
                Coattail coattail,
                Instant deadline,
                BooleanSupplier cancelled,
                String receiver,
                InstanceRef publisher,
                String action,
                Message.Notify event) {
            super(coattail, deadline, cancelled, "coattail.receiver." + receiver);
            this.publisher = publisher;
            this.action = action;
            this.event = event;
        }

        @Override
        public InstanceRef publisher() {
            return publisher;
        }

        @Override
        public String action() {
            return action;
        }

        @Override
        public String eventId() {
            return event.event().toString();
        }

        @Override
        public long sequence() {
            return event.sequence();
        }
    }
}
