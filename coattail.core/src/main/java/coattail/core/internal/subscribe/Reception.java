// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.subscribe;

import coattail.core.internal.trace.Chronicle;
import coattail.core.internal.work.TimerWheel;

/** What the deliveries of all subscriptions share. */
record Reception(
        Receivers receivers,
        DeliveryContexts contexts,
        HandlerThreads threads,
        TimerWheel timers,
        Turnstiles turnstiles,
        Chronicle chronicle) {}
