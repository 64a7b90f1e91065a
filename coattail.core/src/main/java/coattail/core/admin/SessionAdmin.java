// SPDX-License-Identifier: Apache-2.0
package coattail.core.admin;

import java.util.List;

import org.osgi.annotation.versioning.ProviderType;

/** The live connections, those included that are being opened or are leaving. */
@ProviderType
public interface SessionAdmin {

    /** All of them, the oldest first. Waits for each to say how it stands, for at most 5 s. */
    List<SessionStatus> list();

    /**
     * Ends a connection at once: what is under way on it is cancelled, and its subscriptions are detached. No right is
     * taken away: a peer that holds a token may dial again, and one whose token this instance holds is dialled again.
     *
     * @param session its id
     * @return the connection as it was
     * @throws coattail.api.CoattailException NOT_CONNECTED if there is none
     */
    SessionStatus kill(String session);
}
