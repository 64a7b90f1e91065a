// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.peer;

import static java.util.Objects.requireNonNull;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import coattail.api.ErrorCode;
import coattail.core.admin.SessionStatus;
import coattail.core.internal.dispatch.Failures;
import coattail.core.internal.identity.InstanceId;
import coattail.core.internal.session.Inbound;
import coattail.core.internal.session.PeerHello;
import coattail.core.internal.session.Role;
import coattail.core.internal.session.Session;
import coattail.core.internal.session.SessionEvents;
import coattail.core.internal.wire.Failure;
import coattail.core.internal.wire.Id16;
import coattail.core.internal.wire.Message;
import coattail.core.internal.work.Mailbox;
import coattail.core.internal.work.Timeout;
import coattail.core.spi.Connection;
import coattail.core.spi.ConnectionHandler;

/**
 * One connection with a peer, from the end of its TLS handshake to its own: drives the session in the connection's
 * mailbox, and joins what it asks for to what this instance offers ({@link Serving}) and wants ({@link Asking}).
 */
public final class Link implements ConnectionHandler {
    private static final Logger LOG = LoggerFactory.getLogger(Link.class);
    private static final long TICK_MILLIS = 250;

    private final Connection connection;
    private final Role role;
    private final LinkContext context;
    private final Optional<Joining> joining;
    private final long number;
    private final long openedMillis;
    private final Traffic traffic;
    private final Mailbox mailbox;
    private final Session session;
    private final Asking asking;
    private final Presenting presenting;
    private final Pinging pinging;
    private volatile PeerHello peer;
    private volatile String peerId;
    private volatile boolean usable;
    private volatile boolean leaving;
    private Serving serving;
    private long retryMillis = -1;
    private String reason = "the connection was lost";
    private boolean closed;

    /** @param joining whom this instance dialled, and what for; empty for a connection that came in */
    Link(Connection connection, Role role, LinkContext context, Optional<Joining> joining) {
        this.connection = requireNonNull(connection, "connection");
        this.role = requireNonNull(role, "role");
        this.context = requireNonNull(context, "context");
        this.joining = requireNonNull(joining, "joining");
        this.number = context.links().number();
        this.openedMillis = now();
        this.traffic = new Traffic(connection);
        this.mailbox = new Mailbox(this::flush, this::broken);
        this.session = new Session(
                role,
                context.session(),
                connection.localKey(),
                connection.peerKey(),
                traffic,
                new Events(),
                openedMillis);
        this.asking = new Asking(this, session, context.timers(), context.workers());
        this.presenting = new Presenting(this, session, asking, context);
        this.pinging = new Pinging(session);
    }

    /** Begins the session. Once. */
    void start() {
        context.links().opened(this);
        execute(() -> {
            session.start(now());
            tick();
        });
    }

    /** Names it as long as this instance runs. */
    long number() {
        return number;
    }

    long openedMillis() {
        return openedMillis;
    }

    /** Runs a task in this connection's mailbox. */
    void execute(Runnable task) {
        mailbox.execute(task);
    }

    /** The peer's instance id once it is proven, before that {@code null}. */
    String peerId() {
        return peerId;
    }

    /** Names the peer's process; once it is proven. */
    Id16 boot() {
        return peer.boot();
    }

    PeerHello peer() {
        return peer;
    }

    Role role() {
        return role;
    }

    Connection connection() {
        return connection;
    }

    /** Whether a token was accepted on it, of one side or the other, and it isn't leaving. */
    boolean isUsable() {
        return usable && !leaving;
    }

    /** Whether one of the two sides takes leave: no request gets through any more. */
    boolean isLeaving() {
        return leaving;
    }

    /** Whether it can be used for all that the other is used for. */
    boolean replaces(Link other) {
        return isUsable()
                && (asking.granted() || !other.asking.granted())
                && (serving.granted() || !other.serving.granted());
    }

    Asking asking() {
        return asking;
    }

    /** Once the peer is proven. */
    Serving serving() {
        return serving;
    }

    /** Shows another token of the same peer, in the mailbox. */
    void present(Joining other) {
        execute(() -> presenting.present(other));
    }

    /** Asks for a sign of life. Completes in the mailbox with the time that it took. */
    CompletionStage<Duration> ping() {
        var answered = new CompletableFuture<Duration>();
        execute(() -> pinging.ask(answered));
        return answered;
    }

    /** Says how it stands. Completes in the mailbox. */
    CompletionStage<SessionStatus> status(Instant wall) {
        var told = new CompletableFuture<SessionStatus>();
        execute(() -> told.complete(LinkStatus.of(this, session, traffic, context.directory(), wall)));
        return told;
    }

    /** Ends in good order: no new requests, those under way may finish. */
    void leave(ErrorCode code, String why) {
        execute(() -> {
            if (!leaving) {
                reason = why;
                away();
                session.goAway(code, -1);
            }
        });
    }

    /** Ends in good order since this instance stops. */
    void stop() {
        execute(asking::detach);
        leave(ErrorCode.DRAIN, "this instance is stopping");
    }

    /** Ends at once, with a word to the other side. */
    void close(ErrorCode code, String why) {
        execute(() -> {
            if (!closed) {
                reason = why;
                session.close(Failure.of(code, why));
            }
        });
    }

    /** Tells that a grant was accepted in one direction; in the mailbox. */
    void becomeUsable() {
        usable = true;
        connection.trusted();
        context.links().settle(peerId);
        context.listener().usable(this);
    }

    /**
     * Hands the connection on which the peer is to be asked now to the subscriptions, so that they are opened on it.
     */
    private void relink() {
        context.links()
                .direct(peerId, toAsk -> toAsk.filter(link -> link.asking().expected())
                        .ifPresentOrElse(
                                link -> context.subscriptions().moved(peerId, link.asking()),
                                () -> context.subscriptions().unlinked(peerId, asking)));
    }

    /** Tells that a grant has ended in one direction; in the mailbox. A connection without any has no purpose. */
    void grantEnded(String why) {
        if (!asking.granted() && !serving.granted()) {
            usable = false;
            leave(ErrorCode.DRAIN, why);
        } else {
            context.links().settle(peerId);
        }
    }

    @Override
    public void received(ByteBuffer bytes) {
        execute(() -> {
            traffic.received(bytes.remaining());
            session.received(bytes, now());
        });
    }

    @Override
    public void written() {
        execute(() -> session.written(now()));
    }

    @Override
    public void closed(String cause) {
        execute(() -> {
            if (!closed && reason.equals("the connection was lost")) {
                reason = cause;
            }
            session.disconnected();
        });
    }

    long now() {
        return context.timers().now();
    }

    /** Runs a task in the mailbox at a time of the timers' clock. */
    Timeout schedule(long atMillis, Runnable task) {
        return context.timers().schedule(atMillis, () -> execute(task));
    }

    private void flush() {
        session.flush(now());
    }

    private void tick() {
        if (!closed) {
            session.tick(now());
            context.timers().schedule(now() + TICK_MILLIS, () -> execute(this::tick));
        }
    }

    private void away() {
        leaving = true;
        context.links().gone(this, false);
        if (peerId != null) {
            relink();
        }
        asking.leaving(reason);
        context.listener().lost(this, reason, retryMillis);
    }

    /** A fault of our own: the state of this connection can't be trusted any more, the others' can. */
    private void broken(Throwable fault) {
        LOG.error("Connection with {} is closed after a fault", this, fault);
        reason = "a fault of this instance; its log says more";
        connection.abort();
    }

    @Override
    public String toString() {
        return (peerId == null ? "an unproven peer" : peerId) + " at " + connection.remoteAddress();
    }

    /** What the session asks; called in the mailbox. */
    private final class Events implements SessionEvents {
        @Override
        public void proven(PeerHello hello) {
            var id = InstanceId.ofKey(hello.publicKey());
            if (joining.isPresent() && !joining.get().peerId().equals(id)) {
                reason = "another instance answered than the token's issuer";
                session.close(Failure.of(ErrorCode.PROOF_FAILED, "not the instance that was dialled"));
                return;
            }
            if (joining.isPresent() && joining.get().outcome().isCancelled()) {
                reason = "nobody wants this connection any more";
                session.close(Failure.of(ErrorCode.DRAIN, ""));
                return;
            }
            var refusal = context.links().refusal(Link.this, id, hello.boot());
            if (refusal.isPresent()) {
                reason = refusal.get();
                session.close(Failure.of(ErrorCode.DUPLICATE, reason));
                return;
            }
            peer = hello;
            peerId = id;
            asking.peerAllows(hello.maxStreams());
            var account = context.budget().share(id);
            asking.account(account);
            serving = new Serving(Link.this, session, context, account);
            context.links().proven(Link.this);
            presenting.begin(joining);
        }

        @Override
        public void authenticate(Inbound stream, Message.Request credential) {
            serving.authenticate(stream, credential);
        }

        @Override
        public void request(Inbound stream, Message.GrantedRequest request) {
            serving.request(stream, request);
        }

        @Override
        public void cancelled(Inbound stream, boolean lost) {
            serving.cancelled(stream, lost);
        }

        @Override
        public void acknowledged(Inbound subscription, long sequence, int status) {
            serving.acknowledged(subscription, sequence, status);
        }

        @Override
        public void detached(Inbound subscription, boolean lost) {
            serving.detached(subscription, lost);
        }

        @Override
        public void revoked(int grant, ErrorCode code, String detail) {
            var why = Failure.of(code, detail);
            if (asking.ended(grant, why)) {
                context.listener().refused(Link.this, presenting.granted(), Failures.exception(why));
            }
            grantEnded("the peer ended the token's rights: " + code);
        }

        @Override
        public void goingAway(ErrorCode code, long retry) {
            retryMillis = retry;
            reason = code == ErrorCode.DUPLICATE ? "another connection serves this pair" : "the peer is stopping";
            if (!leaving) {
                away();
            }
        }

        @Override
        public void closed(Optional<Failure> last) {
            closed = true;
            leaving = true;
            last.ifPresent(
                    said -> reason = said.detail().isEmpty() ? said.code().toString() : said.detail());
            asking.closed();
            presenting.closed(reason);
            pinging.closed(Presenting.notConnected(toString(), reason));
            context.links().gone(Link.this, true);
            if (serving != null) {
                serving.closed();
                relink();
            }
            joining.ifPresent(
                    whom -> whom.outcome().completeExceptionally(Presenting.notConnected(whom.peerId(), reason)));
            context.listener().lost(Link.this, reason, retryMillis);
            LOG.debug("Connection with {} closed: {}", Link.this, reason);
            if (usable) {
                context.noteLeft(peerId);
            }
        }

        @Override
        public void pong() {
            pinging.pong();
        }
    }
}
