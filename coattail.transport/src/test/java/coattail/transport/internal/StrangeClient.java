// SPDX-License-Identifier: Apache-2.0
package coattail.transport.internal;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;

import coattail.core.spi.KeyPin;
import coattail.core.spi.TlsIdentity;

/** A TLS client of the JDK's that can be told to do what a dialler of ours never does. */
final class StrangeClient {
    private final SSLContext context;
    private String protocol = "TLSv1.3";

    /** @param identity what it shows of itself; null for nothing */
    StrangeClient(TlsIdentity identity, KeyPin pin) throws GeneralSecurityException {
        context = SSLContext.getInstance("TLS");
        context.init(
                identity == null ? null : new KeyManager[] {new OwnKey(identity)},
                new TrustManager[] {PeerTrust.in(pin)},
                null);
    }

    StrangeClient speaking(String other) {
        protocol = other;
        return this;
    }

    /** A socket whose handshake is complete, as far as a client can tell. */
    SSLSocket connect(InetSocketAddress address) throws IOException {
        return over(new Socket(address.getAddress(), address.getPort()));
    }

    /** TLS over a socket, which it closes when it is closed. */
    SSLSocket over(Socket plain) throws IOException {
        plain.setSoTimeout(20_000);
        var peer = (InetSocketAddress) plain.getRemoteSocketAddress();
        var socket =
                (SSLSocket) context.getSocketFactory().createSocket(plain, peer.getHostString(), peer.getPort(), true);
        socket.setEnabledProtocols(new String[] {protocol});
        socket.startHandshake();
        return socket;
    }
}
