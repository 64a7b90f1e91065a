// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.peer;

import coattail.core.internal.wire.Failure;

/** What those who keep peers connected are told of connections. Called in the connection's mailbox; must not block. */
interface LinkListener {

    /** A token was accepted on the connection, of one side or the other: it can be used. */
    void usable(Link link);

    /** The peer refused the token that this instance holds from it. */
    void refused(Link link, Failure failure);

    /**
     * The connection is over.
     *
     * @param reason one line for people
     * @param retryMillis when the peer suggests to dial again, -1 where it says nothing
     */
    void closed(Link link, String reason, long retryMillis);
}
