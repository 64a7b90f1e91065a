// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.peer;

import static java.util.Objects.requireNonNull;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import coattail.api.CoattailException;
import coattail.api.ErrorCode;
import coattail.core.admin.SessionStatus;
import coattail.core.internal.session.Role;

/** The connections as operators see them. */
public final class PeerLinks {
    private static final long PATIENCE_SECONDS = 5;

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
        return links.of(peerId)
                .filter(Link::isUsable)
                .map(link -> new View(link.role() == Role.DIALLER ? "out" : "in", LinkStatus.address(link)));
    }

    /** What an operator should know of a peer, although it is connected; one line, empty if all is well. */
    public Optional<String> trouble(String peerId) {
        return links.trouble(peerId);
    }

    /** The address at the other end of the connection that serves a peer and can be used. */
    public Optional<InetAddress> address(String peerId) {
        return links.of(peerId)
                .filter(Link::isUsable)
                .map(link -> link.connection().remoteAddress().getAddress());
    }

    /**
     * Asks the peer for a sign of life; empty where no connection serves it. Completes where it must not be held up.
     */
    public Optional<CompletionStage<Duration>> ping(String peerId) {
        return links.of(peerId).filter(Link::isUsable).map(Link::ping);
    }

    /**
     * How all connections stand, the oldest first. Waits for each to say it, for at most 5 s.
     *
     * @throws CoattailException INTERNAL if one doesn't
     */
    public List<SessionStatus> sessions(Instant now) {
        var told = links.all().stream()
                .sorted(Comparator.comparingLong(Link::number))
                .map(link -> link.status(now).toCompletableFuture())
                .toList();
        try {
            CompletableFuture.allOf(told.toArray(CompletableFuture[]::new)).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CoattailException(ErrorCode.CANCELLED, "interrupted", null, e);
        } catch (ExecutionException | TimeoutException e) {
            throw new CoattailException(
                    ErrorCode.INTERNAL, "a connection doesn't say how it stands; the log may say why", null, e);
        }
        return told.stream().map(CompletableFuture::join).toList();
    }

    /** Ends a connection of which {@link #sessions} has told. @return whether it is still there */
    public boolean kill(SessionStatus session) {
        var found = links.all().stream()
                .filter(link -> Long.toString(link.number()).equals(session.id()))
                .findFirst();
        found.ifPresent(link -> link.close(ErrorCode.DRAIN, "an operator ended the connection"));
        return found.isPresent();
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
