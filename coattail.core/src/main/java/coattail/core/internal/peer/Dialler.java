// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.peer;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

import coattail.api.CoattailException;
import coattail.api.ErrorCode;
import coattail.core.internal.session.Role;
import coattail.core.spi.Connection;
import coattail.core.spi.ConnectionHandler;
import coattail.core.spi.TlsIdentity;
import coattail.core.spi.Transport;

/** Makes connections, those that are dialled and those that come in. */
public final class Dialler {
    private final Transport transport;
    private final Supplier<TlsIdentity> identity;
    private final LinkContext context;

    /** @param identity the certificate of the moment: it is renewed in its time */
    public Dialler(Transport transport, Supplier<TlsIdentity> identity, LinkContext context) {
        this.transport = requireNonNull(transport, "transport");
        this.identity = requireNonNull(identity, "identity");
        this.context = requireNonNull(context, "context");
    }

    /** Dials the issuer of a token and shows it the token; the outcome is the token's. */
    void dial(Joining joining) {
        var held = joining.token();
        try {
            transport
                    .dial(
                            InetSocketAddress.createUnresolved(held.host(), held.port()),
                            identity.get(),
                            joining.claims().pins().get(0),
                            connection -> open(connection, Role.DIALLER, Optional.of(joining)))
                    .whenComplete((done, thrown) -> {
                        if (thrown != null) {
                            failed(joining, thrown instanceof CompletionException ? thrown.getCause() : thrown);
                        }
                    });
        } catch (RuntimeException e) {
            // The transport is going, say: who waits for the outcome tries again.
            failed(joining, new IOException(held.host() + ":" + held.port() + ": " + e.getMessage(), e));
        }
    }

    private static void failed(Joining joining, Throwable cause) {
        joining.outcome()
                .completeExceptionally(new CoattailException(
                        ErrorCode.NOT_CONNECTED, "no connection with " + cause.getMessage(), null, cause));
    }

    /** Takes over a connection that came in. */
    public ConnectionHandler accept(Connection connection) {
        return open(connection, Role.LISTENER, Optional.empty());
    }

    private Link open(Connection connection, Role role, Optional<Joining> joining) {
        var link = new Link(connection, role, context, joining);
        link.start();
        return link;
    }
}
