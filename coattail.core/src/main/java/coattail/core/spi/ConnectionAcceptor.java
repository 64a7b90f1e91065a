// SPDX-License-Identifier: Apache-2.0
package coattail.core.spi;

/** Takes over connections whose TLS handshake is complete. Implemented by the core, called by the transport. */
@FunctionalInterface
public interface ConnectionAcceptor {

    /**
     * Takes over a connection. Called on an I/O thread, before any of the connection's bytes are delivered; must not
     * block.
     *
     * @return what is told of the connection from now on
     */
    ConnectionHandler opened(Connection connection);
}
