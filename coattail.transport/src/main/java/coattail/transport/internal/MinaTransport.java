// SPDX-License-Identifier: Apache-2.0
package coattail.transport.internal;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;

import coattail.core.spi.AdmissionLimits;
import coattail.core.spi.ConnectionAcceptor;
import coattail.core.spi.KeyPin;
import coattail.core.spi.TlsIdentity;
import coattail.core.spi.Transport;

/** The transport over Apache MINA. Its end closes every socket and ends every thread. */
@Component
public final class MinaTransport implements Transport {
    private final IoResources io;
    private final MinaConnector connector;
    private final Dial.Names names;
    private final Set<MinaListening> listening = ConcurrentHashMap.newKeySet();
    private final Set<Dial> dials = ConcurrentHashMap.newKeySet();
    private boolean closed;

    /** Ready for use when it returns. */
    @Activate
    public MinaTransport() {
        this(host -> List.of(InetAddress.getAllByName(host)), Timeouts.DEFAULT);
    }

    MinaTransport(Dial.Names names, Timeouts timeouts) {
        this.names = names;
        io = new IoResources(Runtime.getRuntime().availableProcessors(), timeouts);
        connector = new MinaConnector(io);
    }

    @Override
    public synchronized Listening listen(
            InetSocketAddress address, TlsIdentity identity, AdmissionLimits limits, ConnectionAcceptor connections)
            throws IOException {
        requireNonNull(address, "address");
        requireNonNull(identity, "identity");
        requireNonNull(limits, "limits");
        requireNonNull(connections, "connections");
        if (closed) {
            throw new IOException("the transport is stopped");
        }
        var entry = new MinaListening(address, identity, limits, connections, io, listening::remove);
        listening.add(entry);
        return entry;
    }

    @Override
    public CompletionStage<Void> dial(
            InetSocketAddress address, TlsIdentity identity, KeyPin pin, ConnectionAcceptor handler) {
        requireNonNull(address, "address");
        requireNonNull(identity, "identity");
        requireNonNull(pin, "pin");
        requireNonNull(handler, "handler");
        try {
            var dial = new Dial(address, identity, pin, handler, names, connector, io);
            dials.add(dial);
            // A copy, so that nobody outside can complete the dial's own result.
            return dial.start()
                    .whenComplete((done, failure) -> dials.remove(dial))
                    .copy();
        } catch (IOException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    @Deactivate
    void close() {
        synchronized (this) {
            closed = true;
        }
        listening.forEach(MinaListening::close);
        connector.close();
        dials.forEach(Dial::stop);
        io.close();
    }
}
