// SPDX-License-Identifier: Apache-2.0
package coattail.transport.internal;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import coattail.core.internal.testing.EventThread;
import coattail.core.spi.AdmissionLimits;
import coattail.core.spi.ConnectionAcceptor;
import coattail.core.spi.KeyPin;
import coattail.core.spi.TlsIdentity;
import coattail.core.spi.Transport;

/** Listens as another does, and dials as one client of the JDK's, which resumes its TLS sessions where it can. */
final class ResumingTransport implements Transport, AutoCloseable {
    private final Transport listeners;
    private final Set<Long> sessions = new HashSet<>();
    private final EventThread events = new EventThread("socket events");
    private StrangeClient client;
    private int resumed;

    ResumingTransport(Transport listeners) {
        this.listeners = listeners;
    }

    @Override
    public Listening listen(
            InetSocketAddress address, TlsIdentity identity, AdmissionLimits limits, ConnectionAcceptor connections)
            throws IOException {
        return listeners.listen(address, identity, limits, connections);
    }

    @Override
    public synchronized CompletionStage<Void> dial(
            InetSocketAddress address, TlsIdentity identity, KeyPin pin, ConnectionAcceptor handler) {
        try {
            client = client == null ? new StrangeClient(identity, pin) : client;
            var socket = client.connect(address);
            // A session that is resumed is as old as the one that it goes on from.
            resumed += sessions.add(socket.getSession().getCreationTime()) ? 0 : 1;
            new SocketConnection(socket, identity, events).open(handler);
            return CompletableFuture.completedFuture(null);
        } catch (IOException | GeneralSecurityException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /** How many sessions were resumed. */
    synchronized int resumed() {
        return resumed;
    }

    @Override
    public void close() {
        events.close();
    }
}
