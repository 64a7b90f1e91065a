// SPDX-License-Identifier: Apache-2.0
package coattail.transport.internal;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.security.cert.CertificateException;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSession;

import org.apache.mina.core.buffer.IoBuffer;
import org.apache.mina.core.session.IoSession;
import org.apache.mina.core.write.DefaultWriteRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import coattail.core.spi.Connection;
import coattail.core.spi.ConnectionHandler;

/**
 * A MINA session, the TLS on it and the handler above. Everything that comes from MINA, and every call of the handler,
 * is on the session's I/O thread; {@link #write}, {@link #close} and {@link #abort} may come from any.
 */
final class TlsConnection implements Connection {
    private static final Logger LOG = LoggerFactory.getLogger(TlsConnection.class);
    private static final int MAX_WRITE = 16_000;
    /**
     * The core keeps two writes under way; the rest is TLS's own, which a peer could ask for without ever reading it.
     */
    private static final int MAX_UNSENT = 64;

    private final IoSession session;
    private final TlsContext tls;
    private final TlsChannel channel;
    private final byte[] localKey;
    private final Opening opening;
    private final IoResources io;
    private final InetSocketAddress remoteAddress;
    private final AtomicReference<String> cause = new AtomicReference<>();
    /** What to do when MINA has written what it was given, oldest first. Its lock is a leaf. */
    private final Queue<Runnable> whenSent = new ArrayDeque<>();

    private Future<?> deadline;
    private ConnectionHandler handler;
    private boolean failureTold;
    /** TLS has failed: what still comes means nothing, not even an end, until the stream itself ends. */
    private boolean deaf;

    private volatile byte[] peerKey;
    private volatile boolean closing;

    /** What becomes of a connection that is being opened. Called on the session's I/O thread. */
    interface Opening {
        /** The handshake is complete; null if the connection isn't wanted any more. */
        ConnectionHandler secured(Connection connection);

        /** There will be no connection, for the reason given. */
        void failed(String why);

        /** See {@link Connection#trusted()}. */
        void trusted();

        /** The session has ended, whatever became of it. */
        void ended();
    }

    TlsConnection(
            IoSession session,
            InetSocketAddress remoteAddress,
            TlsContext tls,
            byte[] localKey,
            Opening opening,
            IoResources io) {
        this.session = session;
        this.remoteAddress = remoteAddress;
        this.tls = tls;
        this.localKey = localKey.clone();
        this.opening = opening;
        this.io = io;
        channel = new TlsChannel(tls.engine(), this::enqueue);
    }

    /** The session is open: begins the handshake. */
    void start() {
        deadline = io.schedule(
                () -> end("no complete TLS handshake " + io.timeouts().withinHandshake()),
                io.timeouts().handshake().toNanos(),
                TimeUnit.NANOSECONDS);
        try {
            channel.start();
            advance();
        } catch (SSLException e) {
            broken(e);
        }
    }

    /** Bytes have come on the session. */
    void received(ByteBuffer bytes) {
        if (deaf || session.isClosing()) {
            return;
        }
        try {
            channel.feed(bytes);
            advance();
        } catch (SSLException e) {
            broken(e);
        }
    }

    /** MINA has written the oldest of what it was given. */
    void sent() {
        if (session.isClosing()) {
            // What is left of the queue was dropped, so one can't tell any more what this is about.
            return;
        }
        Runnable next;
        synchronized (whenSent) {
            next = whenSent.remove();
        }
        next.run();
    }

    /** The other side has ended the session's stream. */
    void inputEnded() {
        end(
                handler == null
                        ? "closed by the other side during the TLS handshake"
                        : "lost: the other side ended the connection without closing it");
    }

    /** The session has failed. */
    void failed(Throwable failure) {
        end("lost: " + OneLine.of(failure));
    }

    /** The session has ended. */
    void ended() {
        if (deadline != null) {
            deadline.cancel(false);
        }
        // MINA keeps to itself why a write has failed.
        cause.compareAndSet(null, io.isStopping() ? "the transport is stopped" : "lost: the connection is broken");
        if (handler == null) {
            tellFailure();
        } else {
            try {
                handler.closed(cause.get());
            } catch (Throwable e) {
                LOG.error("{}: the connection's handler failed at its end", remoteAddress, e);
            }
        }
        opening.ended();
    }

    @Override
    public byte[] localKey() {
        return localKey.clone();
    }

    @Override
    public byte[] peerKey() {
        return peerKey.clone();
    }

    @Override
    public InetSocketAddress remoteAddress() {
        return remoteAddress;
    }

    @Override
    public void write(ByteBuffer bytes) {
        if (bytes.remaining() < 1 || bytes.remaining() > MAX_WRITE) {
            throw new IllegalArgumentException("a write has 1 to " + MAX_WRITE + " bytes, not " + bytes.remaining());
        }
        if (closing || session.isClosing()) {
            return;
        }
        try {
            channel.send(bytes);
        } catch (SSLException e) {
            end("TLS: " + OneLine.of(e));
        }
    }

    @Override
    public void trusted() {
        opening.trusted();
    }

    @Override
    public void close() {
        cause.compareAndSet(null, "closed by this side");
        closeChannel();
    }

    @Override
    public void abort() {
        end("aborted by this side");
    }

    @Override
    public String toString() {
        return "TlsConnection[" + remoteAddress + "]";
    }

    /** Ends the session at once, if it hasn't ended yet, and keeps the first reason. */
    void end(String why) {
        cause.compareAndSet(null, why);
        session.closeNow();
    }

    /**
     * Says that nothing more comes, and lets go once the other side has let go too. Closing the socket earlier, with
     * bytes of the other side unread, would reset the connection and could cost it the last thing that it was told.
     */
    @SuppressWarnings("FutureReturnValueIgnored") // nothing waits for the second close
    private void closeChannel() {
        synchronized (cause) {
            if (closing) {
                return;
            }
            closing = true;
        }
        try {
            channel.close();
            io.schedule(session::closeNow, io.timeouts().close().toNanos(), TimeUnit.NANOSECONDS);
        } catch (SSLException e) {
            end("TLS: " + OneLine.of(e));
        }
    }

    private void advance() throws SSLException {
        if (deaf) {
            return;
        }
        for (var event = channel.next(); event != null && !session.isClosing(); event = channel.next()) {
            if (event instanceof TlsChannel.Plain plain) {
                if (!closing) {
                    tell(() -> handler.received(plain.bytes()));
                }
            } else if (event instanceof TlsChannel.Work work) {
                handOver(work);
            } else if (event instanceof TlsChannel.Secured secured) {
                secured(secured.session());
            } else {
                end("closed by the other side");
            }
        }
    }

    private void handOver(TlsChannel.Work work) {
        // Who sends on meanwhile waits, or we would have to keep it. It's no back-pressure on work: that is yet to
        // begin.
        session.suspendRead();
        try {
            io.handshakes().execute(() -> {
                work.task().run();
                channel.worked();
                resumeOnIoThread();
            });
        } catch (RejectedExecutionException e) {
            end("the transport is stopping");
        }
    }

    /**
     * MINA runs nothing for others on its threads, but it tells there that it has written something, if only nothing.
     */
    private void resumeOnIoThread() {
        enqueue(ByteBuffer.allocate(0), () -> {
            session.resumeRead();
            try {
                advance();
            } catch (SSLException e) {
                broken(e);
            }
        });
    }

    private void secured(SSLSession agreed) {
        deadline.cancel(false);
        try {
            peerKey = tls.peerKey(agreed);
            handler = opening.secured(this);
            if (handler == null) {
                end("not wanted any more");
            }
        } catch (CertificateException e) {
            refuse(OneLine.of(e));
        } catch (Throwable e) {
            LOG.error("{}: a connection was not taken over", remoteAddress, e);
            refuse("not taken over: " + OneLine.of(e));
        }
    }

    private void refuse(String why) {
        cause.compareAndSet(null, why);
        tellFailure();
        closeChannel();
    }

    /** TLS can't go on. Its alert tells the other side why. */
    private void broken(SSLException e) {
        deaf = true;
        if (closing) {
            // What was to be said has been said; the other side lets go, or time does.
            return;
        }
        cause.compareAndSet(null, "TLS: " + OneLine.of(e));
        if (handler == null) {
            tellFailure();
        }
        closeChannel();
    }

    private void tellFailure() {
        if (!failureTold) {
            failureTold = true;
            opening.failed(cause.get());
        }
    }

    /** Whatever a handler throws costs its own connection alone, not the I/O thread and all that live on it. */
    private void tell(Runnable call) {
        try {
            call.run();
        } catch (Throwable e) {
            LOG.error("{}: the connection's handler failed", remoteAddress, e);
            end("the handler failed: " + OneLine.of(e));
        }
    }

    private void enqueue(ByteBuffer records, TlsChannel.Content content) {
        enqueue(records, content == TlsChannel.Content.DATA ? () -> tell(handler::written) : () -> {});
    }

    private void enqueue(ByteBuffer records, Runnable then) {
        boolean tooMany;
        synchronized (whenSent) {
            whenSent.add(then);
            tooMany = whenSent.size() > MAX_UNSENT;
            session.getFilterChain().fireFilterWrite(new DefaultWriteRequest(IoBuffer.wrap(records)));
        }
        if (tooMany) {
            end("lost: the other side does not read");
        }
    }
}
