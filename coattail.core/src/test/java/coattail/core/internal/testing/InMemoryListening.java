// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.testing;

import static java.util.Objects.requireNonNull;

import java.net.InetSocketAddress;

import coattail.core.spi.AdmissionLimits;
import coattail.core.spi.ConnectionAcceptor;
import coattail.core.spi.TlsIdentity;
import coattail.core.spi.Transport;

/** Who listens at a port of an {@link InMemoryTransport}. */
final class InMemoryListening implements Transport.Listening {
    private final InMemoryTransport network;
    private final InetSocketAddress address;
    private final byte[] key;
    private final ConnectionAcceptor connections;

    InMemoryListening(
            InMemoryTransport network,
            InetSocketAddress address,
            TlsIdentity identity,
            ConnectionAcceptor connections) {
        this.network = network;
        this.address = address;
        this.key = TestIdentities.publicKey(identity);
        this.connections = requireNonNull(connections, "connections");
    }

    @Override
    public InetSocketAddress address() {
        return address;
    }

    @Override
    public void limits(AdmissionLimits limits) {
        requireNonNull(limits, "limits");
    }

    @Override
    public void close() {
        network.closed(this);
    }

    byte[] key() {
        return key;
    }

    ConnectionAcceptor connections() {
        return connections;
    }
}
