// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.subscribe;

import coattail.api.Delivery;
import coattail.api.InstanceRef;
import coattail.core.internal.wire.Message;
import coattail.core.internal.work.Scope;

/** Makes what a receiver is given beside the event's data. */
@FunctionalInterface
public interface DeliveryContexts {

    /**
     * @param action the name under which the publisher published
     * @param event with the path as it came
     * @param deadlineMillis on the timers' clock
     * @param scope of the receiver's run: what it calls ends with it
     * @param receiver the receiver's name
     */
    Delivery create(
            InstanceRef publisher,
            String action,
            Message.Notify event,
            long deadlineMillis,
            Scope scope,
            String receiver);
}
