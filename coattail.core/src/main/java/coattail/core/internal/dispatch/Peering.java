// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.dispatch;

import java.util.function.IntFunction;

import coattail.api.InstanceRef;
import coattail.core.internal.session.SessionEvents;
import coattail.core.internal.wire.Message;

/** The way to the peers, as calls need it. Safe for use by several threads; doesn't block. */
public interface Peering {

    /**
     * The peer of a name, id or prefix of an id.
     *
     * @throws coattail.api.CoattailException NOT_CONNECTED if there is none, or more than one
     */
    InstanceRef resolve(String nameOrId);

    /**
     * Sends a request to a peer, over the connection on which this instance has a grant.
     *
     * @param request makes the request under the number of a grant; asked again where a connection hasn't taken it and
     *     another has taken that one's place
     * @param deadlineMillis on the timers' clock: when the answer is due
     * @param repeatable whether the peer takes the same request twice for one: it is sent again where the connection is
     *     lost before the answer has come
     * @param listener called on the thread that drives the connection, which may be this one, before this method has
     *     returned
     * @return ends it
     * @throws coattail.api.CoattailException NOT_CONNECTED if there is no connection, saying why
     */
    Running ask(
            InstanceRef peer,
            IntFunction<Message.Request> request,
            long deadlineMillis,
            boolean repeatable,
            SessionEvents.ResponseListener listener);
}
