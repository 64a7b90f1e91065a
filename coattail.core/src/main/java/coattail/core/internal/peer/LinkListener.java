// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.peer;

import coattail.api.CoattailException;
import coattail.core.spi.HeldToken;

/** What those who keep peers connected are told of connections. Called in the connection's mailbox; must not block. */
interface LinkListener {

    /** A token was accepted on the connection, of one side or the other: it can be used. */
    void usable(Link link);

    /** The peer didn't accept the token held from it on this connection, or doesn't any more. */
    void refused(Link link, HeldToken token, CoattailException why);

    /**
     * The connection is over, or takes no requests any more and is about to be; may be told twice.
     *
     * @param reason one line for people
     * @param retryMillis when the peer suggests to dial again, -1 where it says nothing
     */
    void lost(Link link, String reason, long retryMillis);
}
