// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.instance;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.function.Supplier;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import coattail.core.internal.admin.Address;
import coattail.core.internal.admin.Addresses;
import coattail.core.internal.admin.ListenerSwitch;
import coattail.core.internal.peer.Dialler;
import coattail.core.spi.TlsIdentity;
import coattail.core.spi.Transport;

/** The listening socket, and the address under which others find it. Guarded by itself. */
final class Listener implements ListenerSwitch {
    private static final Logger LOG = LoggerFactory.getLogger(Listener.class);
    private static final String ANY = "0.0.0.0";

    private final Transport transport;
    private final Supplier<TlsIdentity> identity;
    private final Dialler dialler;
    private Transport.Listening listening;
    private Settings settings;
    private Address advertised;
    private boolean paused;
    private boolean closed;

    Listener(Transport transport, Supplier<TlsIdentity> identity, Dialler dialler) {
        this.transport = transport;
        this.identity = identity;
        this.dialler = dialler;
    }

    /**
     * Listens as the settings say; a socket that serves them already stays as it is.
     *
     * @throws IOException of one clear line, if the address can't be bound; what was open before is open still
     * @throws IllegalArgumentException if the advertised address isn't one; nothing has changed then
     */
    synchronized void apply(Settings next) throws IOException {
        if (closed) {
            return; // a change that comes while the instance goes
        }
        if (!next.advertise().isEmpty()) {
            Addresses.parse(next.advertise(), 1);
        }
        if (settings != null && sameSocket(settings, next)) {
            if (listening != null) {
                listening.limits(next.admission());
            }
        } else {
            swap(next);
        }
        settings = next;
        advertised = advertised(next);
        if (listening != null) {
            LOG.info("Listening on {}, advertised as {}", listening.address(), advertised);
        }
    }

    private static boolean sameSocket(Settings one, Settings other) {
        return one.listen() == other.listen() && one.bind().equals(other.bind()) && one.port() == other.port();
    }

    /** The old socket goes first, for the new one may want its port; if that can't be had, the old one comes back. */
    private void swap(Settings next) throws IOException {
        close(listening);
        listening = null;
        if (!next.listen() || paused) {
            return;
        }
        try {
            listening = open(next);
        } catch (IOException e) {
            if (settings != null && settings.listen()) {
                listening = open(settings);
            }
            throw e;
        }
    }

    @Override
    public synchronized void resume() throws IOException {
        if (listening != null) {
            throw new IllegalArgumentException("it listens already, on " + bound().orElseThrow());
        }
        if (settings == null || !settings.listen()) {
            throw new IllegalArgumentException(
                    "etc/coattail.listener.cfg says listen = false; set it to true there, and it listens");
        }
        boolean before = paused;
        paused = false;
        try {
            swap(settings);
        } catch (IOException e) {
            paused = before;
            throw e;
        }
        advertised = advertised(settings);
        LOG.info("Listening on {}, advertised as {}", listening.address(), advertised);
    }

    @Override
    public synchronized void pause() {
        if (listening == null) {
            throw new IllegalArgumentException("it doesn't listen");
        }
        paused = true;
        close(listening);
        listening = null;
        LOG.info("Not listening any more, since an operator said so");
    }

    @Override
    public synchronized boolean paused() {
        return paused;
    }

    /** Listens with the certificate of the moment, on the same port. Connections that are open stay. */
    synchronized void renew() throws IOException {
        if (listening != null) {
            swap(settings);
        }
    }

    private static void close(Transport.Listening open) {
        if (open != null) {
            open.close();
        }
    }

    private Transport.Listening open(Settings next) throws IOException {
        try {
            var bind = new InetSocketAddress(
                    InetAddress.getByName(next.bind().isEmpty() ? ANY : next.bind()), next.port());
            return transport.listen(bind, identity.get(), next.admission(), dialler::accept);
        } catch (UnknownHostException e) {
            throw new IOException("coattail.listener: bind is no address of this host: '" + next.bind() + "'", e);
        } catch (BindException e) {
            throw new IOException(
                    "port " + next.port() + (next.bind().isEmpty() ? "" : " of " + next.bind())
                            + " can't be bound (" + e.getMessage()
                            + "); stop what uses it, or choose another in etc/coattail.listener.cfg",
                    e);
        }
    }

    private Address advertised(Settings next) {
        int port = listening != null ? listening.address().getPort() : Math.max(next.port(), 1);
        return next.advertise().isEmpty()
                ? new Address(Addresses.own(), port)
                : Addresses.parse(next.advertise(), port);
    }

    synchronized Address advertised() {
        return advertised;
    }

    /** What is bound; empty while not listening. */
    synchronized Optional<Address> bound() {
        return Optional.ofNullable(listening).map(open -> {
            var address = open.address();
            return new Address(address.getAddress().getHostAddress(), address.getPort());
        });
    }

    synchronized void close() {
        closed = true;
        close(listening);
        listening = null;
        settings = null;
    }
}
