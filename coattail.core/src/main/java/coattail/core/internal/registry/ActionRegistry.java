// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.registry;

import coattail.core.internal.work.TimerWheel;

/** The actions of this instance. */
public final class ActionRegistry extends Registry<ActionEntry> {

    public ActionRegistry(TimerWheel timers) {
        super(timers);
    }
}
