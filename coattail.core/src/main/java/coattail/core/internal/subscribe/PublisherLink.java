// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.subscribe;

import java.util.function.IntFunction;

import coattail.core.internal.session.SessionEvents;
import coattail.core.internal.wire.Message;

/** A connection to a peer on which this instance has a grant. Safe for use by several threads; never blocks. */
public interface PublisherLink {

    /**
     * Sends a request. Requests leave in the order in which they were opened.
     *
     * @param request makes the request under the number of a grant
     * @param deadlineMillis on the timers' clock: when the answer is due; a subscription's stream stays open after it
     * @param listener called on the thread that drives the connection, which may be this one, before this method has
     *     returned
     */
    Stream open(IntFunction<Message.Request> request, long deadlineMillis, SessionEvents.ResponseListener listener);

    /**
     * A request and what follows it. Safe for use by several threads; never blocks; without effect once the stream is
     * over.
     */
    interface Stream {

        /** Sends CANCEL: nothing more is wanted. */
        void cancel();

        /** Lets more events come: at least one of the two is above 0. */
        void credit(int messages, int bytes);

        /** Reports what became of an event. */
        void acknowledge(long sequence, int status);
    }
}
