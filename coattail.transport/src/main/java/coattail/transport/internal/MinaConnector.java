// SPDX-License-Identifier: Apache-2.0
package coattail.transport.internal;

import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

import org.apache.mina.core.future.ConnectFuture;
import org.apache.mina.core.session.AttributeKey;
import org.apache.mina.core.session.IoSession;
import org.apache.mina.transport.socket.nio.NioSocketConnector;

/**
 * MINA's connector. An attempt that isn't wanted any more is never cancelled but let go, since the connector counts one
 * down twice that is cancelled while it completes, and others may then wait for ever. So at the end its thread may live
 * on for as long as an attempt lasts.
 */
final class MinaConnector {
    private static final AttributeKey MAKER = new AttributeKey(MinaConnector.class, "maker");

    private final NioSocketConnector connector;

    MinaConnector(IoResources io) {
        connector = new NioSocketConnector(io.threads().executor("connect"), io.processors());
        // No less than a dial may take, which says itself what was not done in time.
        connector.setConnectTimeoutMillis(
                io.timeouts().handshake().plusSeconds(1).toMillis());
        connector.getSessionConfig().setTcpNoDelay(true);
        connector.setHandler(new SessionEvents(MinaConnector::make));
    }

    /**
     * Connects to an address.
     *
     * @param maker makes the connection of the session that has opened, on its I/O thread; none closes it
     * @param failed is told if there will be no session
     */
    void connect(
            InetSocketAddress address, Function<IoSession, Optional<TlsConnection>> maker, Consumer<Throwable> failed) {
        connector
                .connect(address, (session, unused) -> session.setAttribute(MAKER, maker))
                .addListener(future -> {
                    if (future instanceof ConnectFuture done && done.getException() != null) {
                        failed.accept(done.getException());
                    }
                });
    }

    void close() {
        connector.dispose();
    }

    @SuppressWarnings("unchecked")
    private static Optional<TlsConnection> make(IoSession session) {
        return ((Function<IoSession, Optional<TlsConnection>>) session.getAttribute(MAKER)).apply(session);
    }
}
