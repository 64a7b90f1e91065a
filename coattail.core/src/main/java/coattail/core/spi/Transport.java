// SPDX-License-Identifier: Apache-2.0
package coattail.core.spi;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletionStage;

import org.osgi.annotation.versioning.ProviderType;

/**
 * Moves bytes between two instances over TLS 1.3 with Ed25519 keys on both sides. There is no plain mode. Registered as
 * an OSGi service; safe for use by several threads.
 */
@ProviderType
public interface Transport {

    /**
     * Opens a listening socket. Connections are admitted by address before TLS begins (see {@link AdmissionLimits});
     * what is not admitted is closed without a byte. A client must show a certificate with an Ed25519 key; any such key
     * is accepted, since authority comes later and not from the handshake.
     *
     * @param address the address to bind; port 0 picks a free one
     * @param identity this instance's key and certificate
     * @param limits how many connections may be open or be opened
     * @param connections is asked for a handler for each connection whose handshake is complete
     * @throws java.net.BindException if the port is in use or the address isn't this host's
     * @throws IOException if the socket can't be opened for another reason
     */
    Listening listen(
            InetSocketAddress address, TlsIdentity identity, AdmissionLimits limits, ConnectionAcceptor connections)
            throws IOException;

    /**
     * Dials. Resolves the name afresh for each call, off the caller's thread, and fails after 10 s without a complete
     * handshake.
     *
     * @param address where to; resolved or not
     * @param identity this instance's key and certificate
     * @param pin the key to find there; any other fails the dial
     * @param handler makes the handler of the connection once its handshake is complete
     * @return completes when {@code handler} has been asked, exceptionally with an {@link IOException} of one clear
     *     line if there is no connection; on a thread that must not be blocked
     */
    CompletionStage<Void> dial(InetSocketAddress address, TlsIdentity identity, KeyPin pin, ConnectionAcceptor handler);

    /** A listening socket. */
    @ProviderType
    interface Listening extends AutoCloseable {

        /** The address that is bound, with the actual port. */
        InetSocketAddress address();

        /** Sets new limits for the connections that come from now on. */
        void limits(AdmissionLimits limits);

        /** Stops listening; connections that are open stay. When it returns the port is free. Idempotent. */
        @Override
        void close();
    }
}
