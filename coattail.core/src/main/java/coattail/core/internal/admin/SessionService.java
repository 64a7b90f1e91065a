// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.admin;

import static java.util.Objects.requireNonNull;

import java.time.InstantSource;
import java.util.List;

import coattail.api.CoattailException;
import coattail.api.ErrorCode;
import coattail.core.admin.SessionAdmin;
import coattail.core.admin.SessionStatus;
import coattail.core.internal.peer.Links;
import coattail.core.internal.peer.PeerLinks;

/** The live connections, as operators see and end them. */
public final class SessionService implements SessionAdmin {
    private final PeerLinks links;
    private final InstantSource clock;

    public SessionService(Links links, InstantSource clock) {
        this.links = new PeerLinks(links);
        this.clock = requireNonNull(clock, "clock");
    }

    @Override
    public List<SessionStatus> list() {
        return links.sessions(clock.instant());
    }

    @Override
    public SessionStatus kill(String session) {
        return list().stream()
                .filter(one -> one.id().equals(session))
                .filter(links::kill)
                .findFirst()
                .orElseThrow(() -> new CoattailException(
                        ErrorCode.NOT_CONNECTED,
                        "there is no connection '" + session + "'; 'session list' shows those there are"));
    }
}
