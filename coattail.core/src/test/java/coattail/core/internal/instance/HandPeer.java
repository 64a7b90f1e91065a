// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.instance;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import coattail.core.internal.identity.InstanceKeys;
import coattail.core.internal.session.Channel;
import coattail.core.internal.session.Inbound;
import coattail.core.internal.session.Outbound;
import coattail.core.internal.session.PeerHello;
import coattail.core.internal.session.Role;
import coattail.core.internal.session.Session;
import coattail.core.internal.session.SessionConfig;
import coattail.core.internal.session.SessionEvents;
import coattail.core.internal.session.Signer;
import coattail.core.internal.wire.Failure;
import coattail.core.internal.wire.Id16;
import coattail.core.internal.wire.Message;
import coattail.core.internal.work.Mailbox;
import coattail.core.spi.Connection;
import coattail.core.spi.ConnectionHandler;

/** The other end of one connection, moved by hand: it says what a well-behaved instance wouldn't. */
class HandPeer implements ConnectionHandler, Channel, SessionEvents, Signer {
    private final InstanceKeys keys;
    private final Id16 boot;
    private final CompletableFuture<Void> proven = new CompletableFuture<>();
    final CompletableFuture<Optional<Failure>> closed = new CompletableFuture<>();
    private final Mailbox mailbox = new Mailbox(this::flush, closed::completeExceptionally);
    private Connection connection;
    private Session session;
    private Runnable afterWriting = () -> {};

    HandPeer(Path directory) {
        this(directory, new Id16(1, 2));
    }

    /** @param boot names its process */
    HandPeer(Path directory, Id16 boot) {
        this(InstanceKeys.open(directory, Optional.empty(), InstantSource.system(), new SecureRandom()), boot);
    }

    HandPeer(InstanceKeys keys) {
        this(keys, new Id16(1, 2));
    }

    private HandPeer(InstanceKeys keys, Id16 boot) {
        this.keys = keys;
        this.boot = boot;
    }

    String id() {
        return keys.instanceId();
    }

    /** Connects with an instance; each is proven to the other when it returns. */
    HandPeer dial(TestInstance instance) throws Exception {
        var address = instance.admin().status().advertised().split(":");
        var pin = coattail.core.spi.KeyPin.parse(instance.admin().status().fingerprint());
        instance.transport
                .dial(
                        new InetSocketAddress(address[0], Integer.parseInt(address[1])),
                        keys.tls(),
                        pin,
                        opened -> opened(opened, Role.DIALLER))
                .toCompletableFuture()
                .get(TestInstance.SECONDS, TimeUnit.SECONDS);
        proven.get(TestInstance.SECONDS, TimeUnit.SECONDS);
        return this;
    }

    /** Begins the session. */
    ConnectionHandler opened(Connection opened, Role role) {
        connection = opened;
        var config = new SessionConfig(this, boot, 12_000, 1_024, "by hand", new SecureRandom());
        session = new Session(role, config, opened.localKey(), opened.peerKey(), this, this, now());
        mailbox.execute(() -> session.start(now()));
        return this;
    }

    /** Loses the connection. */
    void cut() {
        connection.abort();
    }

    /** Does something with the session. */
    void run(Consumer<Session> what) {
        mailbox.execute(() -> what.accept(session));
    }

    /** Sends a request. Completes with its answer or its {@link Failure}. */
    CompletableFuture<Object> ask(Message.Request request) {
        var answer = new CompletableFuture<Object>();
        run(open -> open.open(request, listener(answer)));
        return answer;
    }

    /** Sends requests, and when all have been sent, takes them back. */
    void askAndCancel(List<? extends Message.Request> requests) throws Exception {
        var streams = new ArrayList<Outbound>();
        run(open -> requests.forEach(request -> streams.add(open.open(request, listener(new CompletableFuture<>())))));
        awaitSent(streams).get(TestInstance.SECONDS, TimeUnit.SECONDS);
        run(open -> streams.forEach(open::cancel));
    }

    private CompletableFuture<Void> awaitSent(List<Outbound> streams) {
        var sent = new CompletableFuture<Void>();
        mailbox.execute(() -> afterWriting = () -> {
            if (streams.stream().allMatch(stream -> stream.id() != 0)) {
                sent.complete(null);
            }
        });
        return sent;
    }

    private static ResponseListener listener(CompletableFuture<Object> answer) {
        return new ResponseListener() {
            @Override
            public void answered(Message message) {
                answer.complete(message);
            }

            @Override
            public void failed(Failure failure) {
                answer.complete(failure);
            }
        };
    }

    static <T> T get(CompletableFuture<Object> answer, Class<T> type) throws Exception {
        return type.cast(answer.get(TestInstance.SECONDS, TimeUnit.SECONDS));
    }

    private static long now() {
        return System.nanoTime() / 1_000_000;
    }

    private void flush() {
        session.flush(now());
        afterWriting.run();
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
    public void closed(String cause) {
        mailbox.execute(session::disconnected);
    }

    @Override
    public void proven(PeerHello peer) {
        proven.complete(null);
    }

    @Override
    public void authenticate(Inbound stream, Message.Request credential) {
        throw new IllegalStateException("nobody holds a token of this peer");
    }

    @Override
    public void request(Inbound stream, Message.GrantedRequest request) {
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

    @Override
    public void revoked(int grant, coattail.api.ErrorCode code, String detail) {
        // What follows from it is seen.
    }

    @Override
    public void goingAway(coattail.api.ErrorCode code, long retryMillis) {
        // What follows from it is seen.
    }

    @Override
    public void closed(Optional<Failure> failure) {
        closed.complete(failure);
    }

    @Override
    public void pong() {
        // Not asked for.
    }
}
