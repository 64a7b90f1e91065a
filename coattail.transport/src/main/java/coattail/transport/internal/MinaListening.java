// SPDX-License-Identifier: Apache-2.0
package coattail.transport.internal;

import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.function.Consumer;

import org.apache.mina.core.session.IoSession;
import org.apache.mina.transport.socket.nio.NioSocketAcceptor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import coattail.core.spi.AdmissionLimits;
import coattail.core.spi.Connection;
import coattail.core.spi.ConnectionAcceptor;
import coattail.core.spi.ConnectionHandler;
import coattail.core.spi.TlsIdentity;
import coattail.core.spi.Transport;

/** A listening socket: admits, then lets TLS begin. */
final class MinaListening implements Transport.Listening {
    private static final Logger LOG = LoggerFactory.getLogger(MinaListening.class);
    private static final int BACKLOG = 128;

    private final IoResources io;
    private final TlsContext tls;
    private final byte[] localKey;
    private final ConnectionAcceptor connections;
    private final Consumer<MinaListening> whenClosed;
    private final Admission admission;
    private final Refusals notAdmitted =
            new Refusals(System::nanoTime, line -> LOG.warn("closed before TLS: {}", line));
    private final Refusals notSecured =
            new Refusals(System::nanoTime, line -> LOG.info("no connection came of an attempt: {}", line));
    private final NioSocketAcceptor acceptor;
    private final InetSocketAddress address;
    private boolean closed;

    MinaListening(
            InetSocketAddress wanted,
            TlsIdentity identity,
            AdmissionLimits limits,
            ConnectionAcceptor connections,
            IoResources io,
            Consumer<MinaListening> whenClosed)
            throws IOException {
        this.io = io;
        this.connections = connections;
        this.whenClosed = whenClosed;
        tls = TlsContext.listener(identity);
        localKey = identity.certificate().getPublicKey().getEncoded();
        admission = new Admission(limits, System::nanoTime);
        acceptor = new NioSocketAcceptor(io.threads().executor("accept"), io.processors());
        acceptor.setReuseAddress(true);
        acceptor.setBacklog(BACKLOG);
        acceptor.setCloseOnDeactivation(false);
        acceptor.getSessionConfig().setTcpNoDelay(true);
        acceptor.setHandler(new SessionEvents(this::admit));
        address = bind(wanted);
    }

    @Override
    public InetSocketAddress address() {
        return address;
    }

    @Override
    public void limits(AdmissionLimits limits) {
        admission.limits(limits);
    }

    @Override
    public void close() {
        synchronized (acceptor) {
            if (closed) {
                return;
            }
            closed = true;
            acceptor.unbind();
            acceptor.dispose();
        }
        whenClosed.accept(this);
    }

    private InetSocketAddress bind(InetSocketAddress wanted) throws IOException {
        try {
            if (wanted.isUnresolved()) {
                throw new UnknownHostException(wanted.getHostString() + " can't be resolved");
            }
            acceptor.bind(wanted);
            return acceptor.getLocalAddress();
        } catch (IOException e) {
            acceptor.dispose();
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                if (cause instanceof BindException) {
                    var refused = new BindException("can't listen at " + wanted + ": " + OneLine.of(cause));
                    refused.initCause(e);
                    throw refused;
                }
            }
            throw e;
        }
    }

    private Optional<TlsConnection> admit(IoSession session) {
        var from = (InetSocketAddress) session.getRemoteAddress();
        if (from == null) {
            // It has gone already.
            return Optional.empty();
        }
        Admission.Place place;
        try {
            place = admission.admit(from.getAddress());
        } catch (Admission.RefusedException e) {
            notAdmitted.add(from, e.getMessage());
            return Optional.empty();
        }
        try {
            return Optional.of(new TlsConnection(session, from, tls, localKey, new Incoming(from, place), io));
        } catch (RuntimeException e) {
            place.leave();
            throw e;
        }
    }

    private final class Incoming implements TlsConnection.Opening {
        private final InetSocketAddress from;
        private final Admission.Place place;

        Incoming(InetSocketAddress from, Admission.Place place) {
            this.from = from;
            this.place = place;
        }

        @Override
        public ConnectionHandler secured(Connection connection) {
            return connections.opened(connection);
        }

        @Override
        public void failed(String why) {
            notSecured.add(from, why);
        }

        @Override
        public void trusted() {
            place.trusted();
        }

        @Override
        public void ended() {
            place.leave();
        }
    }
}
