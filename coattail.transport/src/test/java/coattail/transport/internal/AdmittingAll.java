// SPDX-License-Identifier: Apache-2.0
package coattail.transport.internal;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletionStage;

import coattail.core.spi.AdmissionLimits;
import coattail.core.spi.ConnectionAcceptor;
import coattail.core.spi.KeyPin;
import coattail.core.spi.TlsIdentity;
import coattail.core.spi.Transport;

/** A transport whose listeners let everybody in, for what an attacker does once it is past admission. */
record AdmittingAll(Transport transport) implements Transport {
    private static final AdmissionLimits ALL = new AdmissionLimits(10_000, 10_000, 10_000, 10_000, 10_000);

    @Override
    public Listening listen(
            InetSocketAddress address, TlsIdentity identity, AdmissionLimits limits, ConnectionAcceptor connections)
            throws IOException {
        return transport.listen(address, identity, ALL, connections);
    }

    @Override
    public CompletionStage<Void> dial(
            InetSocketAddress address, TlsIdentity identity, KeyPin pin, ConnectionAcceptor handler) {
        return transport.dial(address, identity, pin, handler);
    }
}
