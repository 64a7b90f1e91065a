// SPDX-License-Identifier: Apache-2.0
package coattail.benchmarks.mina;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;

import org.apache.mina.core.buffer.IoBuffer;
import org.apache.mina.core.filterchain.IoFilter;
import org.apache.mina.core.service.IoHandlerAdapter;
import org.apache.mina.core.session.IoSession;
import org.apache.mina.transport.socket.nio.NioSocketConnector;

import coattail.benchmarks.measure.Echo;
import coattail.benchmarks.measure.Message;

/** Sends to an {@link EchoServer}. */
final class EchoClient implements Echo, AutoCloseable {
    private static final int WELCOME_ID = -1;
    /** What the server says first. */
    static final IoBuffer WELCOME = Frames.of(WELCOME_ID, new byte[0]);

    private static final int MOST_IN_FLIGHT = 4096;
    private static final long SECONDS = 60;
    private static final byte[] MESSAGE = Message.bytes();

    private final NioSocketConnector connector = new NioSocketConnector(1);
    private final AtomicInteger ids = new AtomicInteger();
    /** Who waits for an echo, by its id modulo the length. */
    private final AtomicReferenceArray<Consumer<Throwable>> waiting = new AtomicReferenceArray<>(MOST_IN_FLIGHT);

    private final CompletableFuture<Void> welcome = new CompletableFuture<>();
    private final Outbox outbox;

    /** Back when the connection is open. */
    EchoClient(int port, IoFilter tls, Writing writing) throws Exception {
        connector.getSessionConfig().setTcpNoDelay(true);
        connector.getFilterChain().addLast("tls", tls);
        connector.setHandler(new Handler(writing));
        var connecting = connector.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        connecting.await();
        if (connecting.getException() != null) {
            connector.dispose();
            throw new IllegalStateException("no connection", connecting.getException());
        }
        outbox = ((Handler) connector.getHandler()).outbox;
        welcome.get(SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public void send(Consumer<Throwable> done) {
        int id = ids.getAndIncrement() & (MOST_IN_FLIGHT - 1);
        if (!waiting.compareAndSet(id, null, done)) {
            done.accept(new IllegalStateException("more than " + MOST_IN_FLIGHT + " in flight"));
            return;
        }
        outbox.add(Frames.of(id, MESSAGE));
    }

    private void returned(int id, byte[] message) {
        if (id == WELCOME_ID) {
            welcome.complete(null);
            return;
        }
        var done = waiting.getAndSet(id, null);
        done.accept(Arrays.equals(MESSAGE, message) ? null : new IllegalStateException("came back changed"));
    }

    private void lost(Throwable cause) {
        welcome.completeExceptionally(cause);
        for (int id = 0; id < MOST_IN_FLIGHT; id++) {
            var done = waiting.getAndSet(id, null);
            if (done != null) {
                done.accept(cause);
            }
        }
    }

    @Override
    public void close() {
        connector.dispose(true);
    }

    private final class Handler extends IoHandlerAdapter {
        private final Writing writing;
        private final Frames frames = new Frames();
        private volatile Outbox outbox;

        Handler(Writing writing) {
            this.writing = writing;
        }

        @Override
        public void sessionCreated(IoSession session) {
            outbox = new Outbox(session, writing);
        }

        @Override
        public void messageReceived(IoSession session, Object message) {
            outbox.together(() -> frames.feed((IoBuffer) message, EchoClient.this::returned));
        }

        @Override
        public void messageSent(IoSession session, Object message) {
            outbox.written();
        }

        @Override
        public void exceptionCaught(IoSession session, Throwable cause) {
            session.closeNow();
            lost(cause);
        }

        @Override
        public void sessionClosed(IoSession session) {
            lost(new IllegalStateException("the connection is closed"));
        }
    }
}
