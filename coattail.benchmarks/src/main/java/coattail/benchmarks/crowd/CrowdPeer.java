// SPDX-License-Identifier: Apache-2.0
package coattail.benchmarks.crowd;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.LongAdder;

import coattail.api.ContentType;
import coattail.api.ErrorCode;
import coattail.core.internal.identity.InstanceKeys;
import coattail.core.internal.session.Channel;
import coattail.core.internal.session.Inbound;
import coattail.core.internal.session.PeerHello;
import coattail.core.internal.session.Role;
import coattail.core.internal.session.Session;
import coattail.core.internal.session.SessionConfig;
import coattail.core.internal.session.SessionEvents;
import coattail.core.internal.session.Signer;
import coattail.core.internal.wire.Body;
import coattail.core.internal.wire.CallHead;
import coattail.core.internal.wire.Failure;
import coattail.core.internal.wire.Id16;
import coattail.core.internal.wire.Message.AuthOk;
import coattail.core.internal.wire.Message.AuthToken;
import coattail.core.internal.wire.Message.GrantedRequest;
import coattail.core.internal.wire.Message.Perform;
import coattail.core.internal.wire.Message.Request;
import coattail.core.internal.wire.Trace;
import coattail.core.internal.work.Mailbox;
import coattail.core.spi.Connection;
import coattail.core.spi.ConnectionHandler;
import coattail.core.spi.KeyPin;
import coattail.core.spi.Transport;

/** One connection of one of the crowd: shows its token, subscribes, and performs when it is told to. */
final class CrowdPeer implements ConnectionHandler, Channel, SessionEvents, Signer {
    private static final int MAX_MESSAGE = 1_048_576;
    private static final int MAX_STREAMS = 16;
    private static final Body BODY = Body.of(ContentType.JSON, coattail.benchmarks.measure.Message.bytes());
    private static final SecureRandom RANDOM = new SecureRandom();

    private final int number;
    private final InstanceKeys keys;
    private final String token;
    private final String action;
    private final Subscribing subscribing;
    private final Mailbox mailbox;
    private final CompletableFuture<Void> subscribed = new CompletableFuture<>();
    private final CompletableFuture<Seen> over = new CompletableFuture<>();
    private Connection connection;
    private Session session;
    private int grant;
    private boolean calling;
    private long lastServed;
    private long refused;
    private long revoked;
    private long leaving;
    private int subscriptions;
    private final LongAdder served = new LongAdder();
    private final LongAdder failed = new LongAdder();

    CrowdPeer(int number, InstanceKeys keys, String token, String action, Subscribing subscribing) {
        this.number = number;
        this.keys = keys;
        this.token = token;
        this.action = action;
        this.subscribing = subscribing;
        this.mailbox = new Mailbox(this::flush, fault -> subscribed.completeExceptionally(fault));
    }

    /** Completes when the token is accepted and the peer subscribed. */
    CompletableFuture<Void> connect(Transport transport, InetSocketAddress address, KeyPin pin) {
        transport.dial(address, keys.tls(), pin, this::opened).whenComplete((done, failure) -> {
            if (failure != null) {
                subscribed.completeExceptionally(failure);
            }
        });
        return subscribed;
    }

    private ConnectionHandler opened(Connection opened) {
        connection = opened;
        var config = new SessionConfig(this, new Id16(1, number), MAX_MESSAGE, MAX_STREAMS, "crowd", RANDOM);
        session = new Session(Role.DIALLER, config, opened.localKey(), opened.peerKey(), this, this, now());
        mailbox.execute(() -> session.start(now()));
        return this;
    }

    /** Lets the session see the time, once it is open. */
    void tick() {
        if (isConnected()) {
            mailbox.execute(() -> session.tick(now()));
        }
    }

    /** Performs once. */
    void call() {
        mailbox.execute(this::perform);
    }

    /** Performs over and over, each call after the one before, until one isn't served. */
    void callOn() {
        mailbox.execute(() -> {
            calling = true;
            perform();
        });
    }

    private void perform() {
        long sent = System.nanoTime();
        ask(new Perform(CallHead.of(grant, action, false, Trace.NONE), false, false, BODY), answer -> {
            served.increment();
            lastServed = sent;
            if (calling) {
                perform();
            }
        });
    }

    private void ask(Request request, Answered then) {
        session.open(request, new ResponseListener() {
            @Override
            public void answered(coattail.core.internal.wire.Message answer) {
                then.answered(answer);
            }

            @Override
            public void failed(Failure failure) {
                notServed(request, failure);
            }
        });
    }

    private void notServed(Request request, Failure failure) {
        noteRefused();
        failed.increment();
        subscribed.completeExceptionally(new IllegalStateException(request + ": " + failure));
    }

    private void noteRefused() {
        refused = refused == 0 ? System.nanoTime() : refused;
    }

    /** What to do with the answer to a request. */
    private interface Answered {
        void answered(coattail.core.internal.wire.Message answer);
    }

    boolean isConnected() {
        return subscribed.isDone() && !subscribed.isCompletedExceptionally() && !over.isDone();
    }

    /** Completes when the connection is over, with what led to that. */
    CompletableFuture<Seen> over() {
        return over;
    }

    long served() {
        return served.sum();
    }

    /** How many requests weren't answered. */
    long unserved() {
        return failed.sum();
    }

    @Override
    public void proven(PeerHello peer) {
        var token = new AuthToken(this.token);
        ask(token, accepted -> {
            grant = ((AuthOk) accepted).grant();
            for (int i = 0; i < subscribing.actions().size(); i++) {
                CrowdSubscription.open(
                        session, grant, number, subscribing, i, this::noteSubscribed, end -> notServed(token, end));
            }
        });
    }

    private void noteSubscribed() {
        subscriptions++;
        if (subscriptions == subscribing.actions().size()) {
            subscribed.complete(null);
        }
    }

    @Override
    public void revoked(int ended, ErrorCode code, String detail) {
        revoked = System.nanoTime();
        noteRefused();
    }

    @Override
    public void goingAway(ErrorCode code, long retryMillis) {
        leaving = System.nanoTime();
    }

    @Override
    public void closed(Optional<Failure> failure) {
        // Its socket's end is what counts.
    }

    @Override
    public void closed(String cause) {
        mailbox.execute(() -> {
            session.disconnected();
            over.complete(new Seen(number, lastServed, refused, revoked, leaving, System.nanoTime()));
            subscribed.completeExceptionally(new IllegalStateException("peer " + number + ": " + cause));
        });
    }

    private static long now() {
        return System.nanoTime() / 1_000_000;
    }

    private void flush() {
        session.flush(now());
    }

    @Override
    public byte[] publicKey() {
        return keys.publicKey();
    }

    @Override
    public byte[] sign(byte[] message) {
        return keys.sign(message);
    }

    @Override
    public void write(ByteBuffer bytes) {
        connection.write(bytes);
    }

    @Override
    public void close() {
        connection.close();
    }

    @Override
    public void received(ByteBuffer bytes) {
        mailbox.execute(() -> session.received(bytes, now()));
    }

    @Override
    public void written() {
        mailbox.execute(() -> session.written(now()));
    }

    @Override
    public void pong() {
        // Not asked for.
    }

    @Override
    public void authenticate(Inbound stream, Request credential) {
        throw new IllegalStateException("nobody holds a token of this peer");
    }

    @Override
    public void request(Inbound stream, GrantedRequest request) {
        throw new IllegalStateException("nobody has a grant here");
    }

    @Override
    public void cancelled(Inbound stream, boolean lost) {
        throw new IllegalStateException("nobody has a grant here");
    }

    @Override
    public void acknowledged(Inbound subscription, long sequence, int status) {
        throw new IllegalStateException("nobody is subscribed here");
    }

    @Override
    public void detached(Inbound subscription, boolean lost) {
        throw new IllegalStateException("nobody is subscribed here");
    }
}
