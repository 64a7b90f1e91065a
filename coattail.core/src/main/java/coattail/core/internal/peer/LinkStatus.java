// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.peer;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import coattail.core.admin.SessionStatus;
import coattail.core.internal.session.Role;
import coattail.core.internal.session.Session;

/** How a connection looks to operators. */
final class LinkStatus {
    private LinkStatus() {}

    /** How it stands now; to be asked in its mailbox. */
    static SessionStatus of(Link link, Session session, Traffic traffic, Directory directory, Instant now) {
        return new SessionStatus(
                Long.toString(link.number()),
                Optional.ofNullable(link.peerId()).map(directory::ref),
                link.role() == Role.DIALLER ? SessionStatus.Direction.OUT : SessionStatus.Direction.IN,
                address(link),
                state(link),
                now.minusMillis(link.now() - link.openedMillis()),
                link.serving() == null ? List.of() : link.serving().tokens(),
                link.asking().granted(),
                session.ownStreams(),
                session.peerStreams(),
                traffic.received(),
                traffic.sent());
    }

    private static SessionStatus.State state(Link link) {
        if (link.isLeaving()) {
            return SessionStatus.State.LEAVING;
        }
        return link.isUsable() ? SessionStatus.State.OPEN : SessionStatus.State.OPENING;
    }

    /** The other end's address, as {@code host:port}. */
    static String address(Link link) {
        var remote = link.connection().remoteAddress();
        var host = remote.getAddress().getHostAddress();
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + remote.getPort();
    }
}
