// SPDX-License-Identifier: Apache-2.0
package coattail.transport.internal;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.security.GeneralSecurityException;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;

import coattail.core.spi.TlsIdentity;

/** A TLS server of the JDK's that shakes hands with one client, as far as that goes. */
final class StrangeServer implements AutoCloseable {
    private final SSLServerSocket server;
    private final Thread thread;
    private volatile Exception wrong;

    StrangeServer(TlsIdentity identity, String protocol) throws GeneralSecurityException, IOException {
        var context = SSLContext.getInstance("TLS");
        context.init(new KeyManager[] {new OwnKey(identity)}, new TrustManager[] {PeerTrust.inAnyKey()}, null);
        server = (SSLServerSocket)
                context.getServerSocketFactory().createServerSocket(0, 10, InetAddress.getLoopbackAddress());
        server.setEnabledProtocols(new String[] {protocol});
        thread = new Thread(this::serve, "strange-server");
        thread.start();
    }

    InetSocketAddress address() {
        return new InetSocketAddress(server.getInetAddress(), server.getLocalPort());
    }

    @Override
    public void close() throws Exception {
        server.close();
        thread.join();
        if (wrong != null) {
            throw wrong;
        }
    }

    private void serve() {
        try (var socket = (SSLSocket) server.accept()) {
            socket.setSoTimeout(20_000);
            socket.startHandshake();
            socket.getInputStream().readAllBytes();
        } catch (SSLException | SocketException e) {
            // The client has refused, or there was none.
        } catch (IOException e) {
            wrong = e;
        }
    }
}
