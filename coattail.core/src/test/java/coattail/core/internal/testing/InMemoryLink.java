// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.testing;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.concurrent.Executor;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import coattail.core.spi.Connection;
import coattail.core.spi.ConnectionAcceptor;
import coattail.core.spi.ConnectionHandler;

/** One connection of an {@link InMemoryTransport}, with its two ends. */
final class InMemoryLink {
    private static final Logger LOG = LoggerFactory.getLogger(InMemoryLink.class);
    private static final int MAX_WRITE = 16_000;
    private static final int MAX_UNANSWERED = 2;

    private final InMemoryTransport network;
    private final Executor events;
    private final End dialler;
    private final End listener;
    private boolean lost;
    private boolean ended;

    InMemoryLink(
            InMemoryTransport network,
            Executor events,
            byte[] diallerKey,
            InetSocketAddress diallerAddress,
            byte[] listenerKey,
            InetSocketAddress listenerAddress) {
        this.network = network;
        this.events = events;
        this.dialler = new End(diallerKey, listenerKey, listenerAddress);
        this.listener = new End(listenerKey, diallerKey, diallerAddress);
        dialler.other = listener;
        listener.other = dialler;
    }

    /** Tells both sides, the dialler first: in TLS 1.3 its handshake is complete before the listener's. */
    void open(ConnectionAcceptor atDialler, ConnectionAcceptor atListener) throws IOException {
        try {
            dialler.handler = atDialler.opened(dialler);
        } catch (RuntimeException e) {
            lose("lost: not taken over");
            throw new IOException("the connection was not taken over: " + e, e);
        }
        try {
            listener.handler = atListener.opened(listener);
        } catch (RuntimeException e) {
            LOG.error("a connection was not taken over", e);
            lose("lost: not taken over");
        }
    }

    /** Ends both sides; what has not been received yet is gone. */
    void lose(String cause) {
        synchronized (this) {
            lost = true;
        }
        end(cause, cause);
    }

    private void end(String atDialler, String atListener) {
        synchronized (this) {
            if (ended) {
                return;
            }
            ended = true;
        }
        network.closed(this);
        events.execute(() -> dialler.tell(handler -> handler.closed(atDialler), true));
        events.execute(() -> listener.tell(handler -> handler.closed(atListener), true));
    }

    private synchronized boolean isLost() {
        return lost;
    }

    private synchronized boolean isEnded() {
        return ended;
    }

    private interface Told {
        void to(ConnectionHandler handler);
    }

    private final class End implements Connection {
        private final byte[] localKey;
        private final byte[] peerKey;
        private final InetSocketAddress remoteAddress;
        private End other;
        /** This and {@code told} are used on the thread of the events alone. */
        private ConnectionHandler handler;

        private boolean closedTold;
        private boolean closing;
        private int unanswered;

        End(byte[] localKey, byte[] peerKey, InetSocketAddress remoteAddress) {
            this.localKey = localKey;
            this.peerKey = peerKey;
            this.remoteAddress = remoteAddress;
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
                throw new IllegalArgumentException("a write has 1 to 16000 bytes, not " + bytes.remaining());
            }
            if (isEnded()) {
                return;
            }
            synchronized (this) {
                if (unanswered == MAX_UNANSWERED) {
                    throw new IllegalStateException("a third write while two are unanswered");
                }
                unanswered++;
            }
            events.execute(() -> {
                if (!other.isClosing()) {
                    other.tell(there -> there.received(bytes), false);
                }
                synchronized (this) {
                    unanswered--;
                }
                tell(ConnectionHandler::written, false);
            });
        }

        @Override
        public void trusted() {
            // Everybody is admitted here.
        }

        @Override
        public void close() {
            boolean dials = this == dialler;
            synchronized (this) {
                closing = true;
            }
            var here = "closed by this side";
            var there = "closed by the other side";
            end(dials ? here : there, dials ? there : here);
        }

        @Override
        public void abort() {
            boolean dials = this == dialler;
            synchronized (InMemoryLink.this) {
                lost = true;
            }
            var here = "aborted by this side";
            var there = "lost: aborted by the other side";
            end(dials ? here : there, dials ? there : here);
        }

        private synchronized boolean isClosing() {
            return closing;
        }

        private void tell(Told what, boolean last) {
            if (handler == null || closedTold || (!last && isLost())) {
                return;
            }
            closedTold = last;
            try {
                what.to(handler);
            } catch (RuntimeException e) {
                LOG.error("the handler of a connection failed", e);
                abort();
            }
        }
    }
}
