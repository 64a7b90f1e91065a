// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.instance;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletionStage;

import coattail.core.spi.AdmissionLimits;
import coattail.core.spi.Connection;
import coattail.core.spi.ConnectionAcceptor;
import coattail.core.spi.ConnectionHandler;
import coattail.core.spi.KeyPin;
import coattail.core.spi.TlsIdentity;
import coattail.core.spi.Transport;

/** A transport whose listeners can be silenced: connections that came in stay open, and nothing gets through. */
final class MutedTransport implements Transport {
    private final Transport transport;
    private volatile boolean silent;

    MutedTransport(Transport transport) {
        this.transport = transport;
    }

    /** What is sent from now on is lost, either way. */
    void silence() {
        silent = true;
    }

    /** What is sent from now on arrives, on new connections. */
    void speak() {
        silent = false;
    }

    @Override
    public Listening listen(
            InetSocketAddress address, TlsIdentity identity, AdmissionLimits limits, ConnectionAcceptor connections)
            throws IOException {
        return transport.listen(address, identity, limits, connection -> {
            var muted = new MutedConnection(connection);
            muted.handler = connections.opened(muted);
            return muted;
        });
    }

    @Override
    public CompletionStage<Void> dial(
            InetSocketAddress address, TlsIdentity identity, KeyPin pin, ConnectionAcceptor handler) {
        return transport.dial(address, identity, pin, handler);
    }

    private final class MutedConnection implements Connection, ConnectionHandler {
        private final Connection connection;
        private ConnectionHandler handler;
        private volatile boolean lost;

        MutedConnection(Connection connection) {
            this.connection = connection;
        }

        @Override
        public byte[] localKey() {
            return connection.localKey();
        }

        @Override
        public byte[] peerKey() {
            return connection.peerKey();
        }

        @Override
        public InetSocketAddress remoteAddress() {
            return connection.remoteAddress();
        }

        /** Whether this gets lost: once something did, the other side couldn't read on. */
        private boolean loses() {
            lost |= silent;
            return lost;
        }

        @Override
        public void write(ByteBuffer bytes) {
            if (!loses()) {
                connection.write(bytes);
            }
        }

        @Override
        public void received(ByteBuffer bytes) {
            if (!loses()) {
                handler.received(bytes);
            }
        }

        @Override
        public void written() {
            handler.written();
        }

        @Override
        public void closed(String cause) {
            handler.closed(cause);
        }

        @Override
        public void trusted() {
            connection.trusted();
        }

        @Override
        public void close() {
            connection.close();
        }

        @Override
        public void abort() {
            connection.abort();
        }
    }
}
