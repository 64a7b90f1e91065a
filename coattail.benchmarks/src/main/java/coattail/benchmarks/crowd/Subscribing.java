// SPDX-License-Identifier: Apache-2.0
package coattail.benchmarks.crowd;

import java.util.List;

import coattail.core.internal.wire.Message.Notify;

/**
 * How a peer subscribes, and what it does with what comes.
 *
 * @param actions the names of what it subscribes to
 * @param messages how many events it lets come at first; it gives back what it has consumed, as an instance does
 * @param bytes the same in bytes
 * @param arrivals gets each event
 */
record Subscribing(List<String> actions, int messages, int bytes, Arrivals arrivals) {
    /** As an instance. */
    static final int MESSAGES = 64;

    static final int BYTES = 1 << 20;

    /** What is done with events. */
    interface Arrivals {
        /**
         * An event has come, in its turn; when this returns it is acknowledged, if that was asked for.
         *
         * @param peer the number of the peer
         * @param missed how many events were left out before this one
         */
        void came(int peer, Notify event, long missed);
    }
}
