// SPDX-License-Identifier: Apache-2.0
package coattail.benchmarks.mina;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

import org.apache.mina.core.buffer.IoBuffer;
import org.apache.mina.core.filterchain.IoFilter;
import org.apache.mina.core.service.IoHandlerAdapter;
import org.apache.mina.core.session.AttributeKey;
import org.apache.mina.core.session.IoSession;
import org.apache.mina.filter.FilterEvent;
import org.apache.mina.filter.ssl.SslEvent;
import org.apache.mina.transport.socket.nio.NioSocketAcceptor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends every frame back. */
final class EchoServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EchoServer.class);
    private static final AttributeKey OUTBOX = new AttributeKey(EchoServer.class, "outbox");
    private static final AttributeKey FRAMES = new AttributeKey(EchoServer.class, "frames");

    private final NioSocketAcceptor acceptor = new NioSocketAcceptor(1);

    EchoServer(IoFilter tls, Writing writing) throws IOException {
        acceptor.getSessionConfig().setTcpNoDelay(true);
        acceptor.getFilterChain().addLast("tls", tls);
        acceptor.setHandler(new Handler(writing));
        acceptor.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }

    int port() {
        return acceptor.getLocalAddress().getPort();
    }

    @Override
    public void close() {
        acceptor.dispose(true);
    }

    private static final class Handler extends IoHandlerAdapter {
        private final Writing writing;

        Handler(Writing writing) {
            this.writing = writing;
        }

        @Override
        public void sessionCreated(IoSession session) {
            session.setAttribute(OUTBOX, new Outbox(session, writing));
            session.setAttribute(FRAMES, new Frames());
        }

        @Override
        public void event(IoSession session, FilterEvent event) {
            if (event == SslEvent.SECURED) {
                // A dialler that speaks first isn't always heard: what comes with the end of its handshake gets stuck.
                ((Outbox) session.getAttribute(OUTBOX)).add(EchoClient.WELCOME.duplicate());
            }
        }

        @Override
        public void messageReceived(IoSession session, Object message) {
            var outbox = (Outbox) session.getAttribute(OUTBOX);
            var frames = (Frames) session.getAttribute(FRAMES);
            outbox.together(() -> frames.feed((IoBuffer) message, (id, body) -> outbox.add(Frames.of(id, body))));
        }

        @Override
        public void messageSent(IoSession session, Object message) {
            ((Outbox) session.getAttribute(OUTBOX)).written();
        }

        @Override
        public void exceptionCaught(IoSession session, Throwable cause) {
            LOG.error("{}", session, cause);
            session.closeNow();
        }
    }
}
