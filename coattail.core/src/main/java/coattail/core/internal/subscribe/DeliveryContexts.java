// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.subscribe;

import java.util.function.BooleanSupplier;

import coattail.api.Delivery;
import coattail.api.InstanceRef;
import coattail.core.internal.wire.Message;

/** Makes what a receiver is given beside the event's data. */
@FunctionalInterface
public interface DeliveryContexts {

    /**
     * @param action the name under which the publisher published
     * @param event with the path as it came
     * @param deadlineMillis on the timers' clock
     * @param cancelled whether nobody wants the outcome any more
     * @param receiver the receiver's name
     */
    Delivery create(
            InstanceRef publisher,
            String action,
            Message.Notify event,
            long deadlineMillis,
            BooleanSupplier cancelled,
            String receiver);
}
