// SPDX-License-Identifier: Apache-2.0
package coattail.transport.internal;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import javax.net.ssl.SSLSocket;

import coattail.core.internal.testing.EventThread;
import coattail.core.internal.testing.TestIdentities;
import coattail.core.spi.Connection;
import coattail.core.spi.ConnectionAcceptor;
import coattail.core.spi.ConnectionHandler;
import coattail.core.spi.TlsIdentity;

/** A connection over a socket of the JDK's: a thread of its own reads. */
final class SocketConnection implements Connection {
    private final SSLSocket socket;
    private final TlsIdentity identity;
    private final EventThread events;
    private final EventThread reading = new EventThread("socket reading");
    private ConnectionHandler handler;

    /** @param events tells the handler what happens; it outlives the connection */
    SocketConnection(SSLSocket socket, TlsIdentity identity, EventThread events) {
        this.events = events;
        this.socket = socket;
        this.identity = identity;
    }

    void open(ConnectionAcceptor acceptor) {
        events.execute(() -> {
            handler = acceptor.opened(this);
            reading.execute(this::read);
        });
    }

    private void read() {
        var bytes = new byte[16_000];
        try (socket) {
            for (int length = socket.getInputStream().read(bytes);
                    length > 0;
                    length = socket.getInputStream().read(bytes)) {
                var copy = ByteBuffer.wrap(bytes.clone(), 0, length);
                events.execute(() -> handler.received(copy));
            }
        } catch (IOException e) {
            // An end as well.
        }
        events.execute(() -> handler.closed("closed"));
        reading.close();
    }

    @Override
    public byte[] localKey() {
        return TestIdentities.publicKey(identity);
    }

    @Override
    public byte[] peerKey() {
        try {
            return socket.getSession().getPeerCertificates()[0].getPublicKey().getEncoded();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public InetSocketAddress remoteAddress() {
        return (InetSocketAddress) socket.getRemoteSocketAddress();
    }

    @Override
    public void write(ByteBuffer bytes) {
        events.execute(() -> {
            try {
                socket.getOutputStream()
                        .write(bytes.array(), bytes.arrayOffset() + bytes.position(), bytes.remaining());
                handler.written();
            } catch (IOException e) {
                abort();
            }
        });
    }

    @Override
    public void trusted() {
        // It has no admission.
    }

    @Override
    public void close() {
        events.execute(this::abort);
    }

    @Override
    public void abort() {
        try {
            socket.close();
        } catch (IOException e) {
            // It is closed all the same.
        }
    }
}
