// SPDX-License-Identifier: Apache-2.0
package coattail.transport.internal;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;

import org.apache.mina.core.session.IoSession;

import coattail.core.spi.Connection;
import coattail.core.spi.ConnectionAcceptor;
import coattail.core.spi.ConnectionHandler;
import coattail.core.spi.KeyPin;
import coattail.core.spi.TlsIdentity;

/** One dial: name, address, socket, TLS, handler. Whatever happens, it has a result in time. */
final class Dial {
    private static final String STOPPED = "the transport is stopped";
    private static final Pattern LITERAL = Pattern.compile("[0-9.]+|.*:.*");

    private final InetSocketAddress address;
    private final TlsIdentity identity;
    private final TlsContext tls;
    private final ConnectionAcceptor acceptor;
    private final Names names;
    private final MinaConnector connector;
    private final IoResources io;
    private final CompletableFuture<Void> result = new CompletableFuture<>();
    /** Whether the dial has been given up or its handshake is complete, whichever is first. */
    private final AtomicBoolean decided = new AtomicBoolean();

    private volatile TlsConnection connection;
    private volatile String step = "the name was not resolved";

    /** Looks up names; may block. */
    interface Names {
        List<InetAddress> resolve(String host) throws UnknownHostException;
    }

    Dial(
            InetSocketAddress address,
            TlsIdentity identity,
            KeyPin pin,
            ConnectionAcceptor acceptor,
            Names names,
            MinaConnector connector,
            IoResources io)
            throws IOException {
        this.address = address;
        this.identity = identity;
        this.tls = TlsContext.dialler(identity, pin);
        this.acceptor = acceptor;
        this.names = names;
        this.connector = connector;
        this.io = io;
    }

    @SuppressWarnings("FutureReturnValueIgnored") // what runs then answers for itself
    CompletableFuture<Void> start() {
        Future<?> deadline = io.schedule(
                () -> giveUp(
                        io.isStopping() ? STOPPED : step + " " + io.timeouts().withinHandshake()),
                io.timeouts().handshake().toNanos(),
                TimeUnit.NANOSECONDS);
        result.whenComplete((done, failure) -> deadline.cancel(false));
        try {
            // An address needs no look-up and doesn't wait for those of others.
            (isLiteral(address) ? io.handshakes() : io.names()).execute(this::resolve);
        } catch (RejectedExecutionException e) {
            fail(STOPPED, e);
        }
        return result;
    }

    /** Ends the dial if it is still under way. */
    void stop() {
        giveUp(STOPPED);
    }

    private void resolve() {
        if (result.isDone()) {
            return;
        }
        try {
            connect(names.resolve(address.getHostString()));
        } catch (UnknownHostException e) {
            fail("the name can't be resolved", e);
        } catch (RuntimeException e) {
            fail(OneLine.of(e), e);
        }
    }

    private static boolean isLiteral(InetSocketAddress address) {
        return LITERAL.matcher(address.getHostString()).matches();
    }

    @SuppressWarnings("FutureReturnValueIgnored") // what runs then answers for itself
    private void connect(List<InetAddress> addresses) {
        step = "no connection";
        var race = new ConnectRace(
                addresses,
                address.getPort(),
                connector::connect,
                this::secure,
                why -> fail(OneLine.of(why), why),
                io::schedule);
        result.whenComplete((done, failure) -> race.stop());
        race.next();
    }

    private Optional<TlsConnection> secure(IoSession session) {
        step = "no complete TLS handshake";
        var remote = (InetSocketAddress) session.getRemoteAddress();
        if (remote == null) {
            fail("closed by the other side at once", null);
            return Optional.empty();
        }
        var key = identity.certificate().getPublicKey().getEncoded();
        connection = new TlsConnection(session, remote, tls, key, new Outgoing(), io);
        // Read after the connection is written, as giveUp does it the other way round.
        return decided.get() ? Optional.empty() : Optional.of(connection);
    }

    private void giveUp(String why) {
        if (decided.compareAndSet(false, true)) {
            fail(why, null);
            var begun = connection;
            if (begun != null) {
                begun.end(why);
            }
        }
    }

    private void fail(String why, Throwable cause) {
        result.completeExceptionally(
                new IOException(address.getHostString() + ":" + address.getPort() + ": " + why, cause));
    }

    private final class Outgoing implements TlsConnection.Opening {
        @Override
        public ConnectionHandler secured(Connection connection) {
            if (!decided.compareAndSet(false, true)) {
                return null;
            }
            var handler = acceptor.opened(connection);
            result.complete(null);
            return handler;
        }

        @Override
        public void failed(String why) {
            fail(why, null);
        }

        @Override
        public void trusted() {
            // Only those who come to us take up places.
        }

        @Override
        public void ended() {
            // Nothing is kept for a dialled connection.
        }
    }
}
