// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.registry;

import coattail.core.internal.work.TimerWheel;

/** The receivers of this instance. */
public final class ReceiverRegistry extends Registry<ReceiverEntry> {

    public ReceiverRegistry(TimerWheel timers) {
        super(timers);
    }
}
