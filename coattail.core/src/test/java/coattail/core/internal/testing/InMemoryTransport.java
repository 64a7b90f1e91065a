// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.testing;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

import coattail.core.spi.AdmissionLimits;
import coattail.core.spi.ConnectionAcceptor;
import coattail.core.spi.KeyPin;
import coattail.core.spi.TlsIdentity;
import coattail.core.spi.Transport;

/**
 * A transport within one JVM, without sockets and TLS but with real keys. It is a network of its own: who listens and
 * who dials use the same object. Everything that it tells runs on the executor that it is given, so that an
 * {@link EventQueue} makes it deterministic and an {@link EventThread} makes it run by itself.
 *
 * <p>Two things differ from a real one: addresses count by their port alone, and everybody is admitted. And it is
 * strict: a third write while two are unanswered throws.
 */
public final class InMemoryTransport implements Transport {
    private static final int FIRST_FREE_PORT = 49_152;

    private final Executor events;
    private final Map<Integer, InMemoryListening> listening = new HashMap<>();
    private final Set<InMemoryLink> links = new LinkedHashSet<>();
    private int nextPort = FIRST_FREE_PORT;
    private boolean reachable = true;

    /**
     * A new, empty network.
     *
     * @param events runs what it is given one at a time and in order, never within {@code execute}
     */
    public InMemoryTransport(Executor events) {
        this.events = requireNonNull(events, "events");
    }

    @Override
    public synchronized Listening listen(
            InetSocketAddress address, TlsIdentity identity, AdmissionLimits limits, ConnectionAcceptor connections)
            throws BindException {
        requireNonNull(limits, "limits");
        int port = address.getPort() == 0 ? freePort() : address.getPort();
        if (listening.containsKey(port)) {
            throw new BindException("port " + port + " is in use");
        }
        var entry = new InMemoryListening(this, at(port), identity, connections);
        listening.put(port, entry);
        return entry;
    }

    @Override
    public CompletionStage<Void> dial(
            InetSocketAddress address, TlsIdentity identity, KeyPin pin, ConnectionAcceptor handler) {
        requireNonNull(address, "address");
        requireNonNull(identity, "identity");
        requireNonNull(pin, "pin");
        requireNonNull(handler, "handler");
        var dialled = new CompletableFuture<Void>();
        events.execute(() -> {
            try {
                connect(address, identity, pin, handler);
                dialled.complete(null);
            } catch (IOException e) {
                dialled.completeExceptionally(e);
            }
        });
        return dialled;
    }

    /** Loses every open connection, and with them what was written and not yet received. */
    public void cut() {
        List<InMemoryLink> open;
        synchronized (this) {
            open = List.copyOf(links);
        }
        open.forEach(link -> link.lose("lost: the network was cut"));
    }

    /** Sets whether dials reach anybody; open connections stay. */
    public synchronized void reachable(boolean value) {
        reachable = value;
    }

    /** How many connections are open. */
    public synchronized int connections() {
        return links.size();
    }

    synchronized void closed(InMemoryListening entry) {
        listening.remove(entry.address().getPort(), entry);
    }

    synchronized void closed(InMemoryLink link) {
        links.remove(link);
    }

    private void connect(InetSocketAddress address, TlsIdentity identity, KeyPin pin, ConnectionAcceptor handler)
            throws IOException {
        if (address.getHostString().endsWith(".invalid")) {
            throw new UnknownHostException(address.getHostString() + " can't be resolved");
        }
        InMemoryLink link;
        InMemoryListening there;
        synchronized (this) {
            there = reachable ? listening.get(address.getPort()) : null;
            if (there == null) {
                throw new ConnectException(address + ": nobody listens there");
            }
            if (!pin.matches(there.key())) {
                throw new IOException(address + ": the key there is " + KeyPin.of(there.key()) + ", not " + pin);
            }
            link = new InMemoryLink(
                    this, events, TestIdentities.publicKey(identity), at(freePort()), there.key(), there.address());
            links.add(link);
        }
        link.open(handler, there.connections());
    }

    private int freePort() {
        while (listening.containsKey(nextPort)) {
            nextPort++;
        }
        return nextPort++;
    }

    private static InetSocketAddress at(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }
}
