// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.peer;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

import coattail.api.ErrorCode;

/** The connections as operators see them. */
public final class PeerLinks {
    private final Links links;

    public PeerLinks(Links links) {
        this.links = requireNonNull(links, "links");
    }

    /**
     * A connection.
     *
     * @param direction {@code out} if this instance dialled, else {@code in}
     * @param address the peer's, as {@code host:port}
     */
    public record View(String direction, String address) {}

    /** The connection that serves a peer and can be used. */
    public Optional<View> of(String peerId) {
        return links.of(peerId).filter(Link::isUsable).map(link -> {
            var remote = link.connection().remoteAddress();
            var host = remote.getAddress().getHostAddress();
            return new View(
                    link.role() == coattail.core.internal.session.Role.DIALLER ? "out" : "in",
                    (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + remote.getPort());
        });
    }

    /**
     * Asks the peer for a sign of life; empty where no connection serves it. Completes where it must not be held up.
     */
    public Optional<CompletionStage<Duration>> ping(String peerId) {
        return links.of(peerId).filter(Link::isUsable).map(Link::ping);
    }

    /** How many peers are connected. */
    public int connected() {
        return (int) links.all().stream()
                .filter(Link::isUsable)
                .map(Link::peerId)
                .distinct()
                .count();
    }

    /** Ends the connections with a peer. */
    public void close(String peerId, String reason) {
        for (var link : links.all()) {
            if (peerId.equals(link.peerId())) {
                link.close(ErrorCode.DRAIN, reason);
            }
        }
    }
}
