// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.sim;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import coattail.core.spi.AdmissionLimits;
import coattail.core.spi.ConnectionAcceptor;
import coattail.core.spi.KeyPin;
import coattail.core.spi.TlsIdentity;
import coattail.core.spi.Transport;

/** What joins the instances: it delays, and loses, and parts them. A host's name is that of its instance. */
final class Network {
    private static final long DIAL_TIMEOUT = 10 * World.SECOND;

    /** Who listens. */
    private record Listener(Life life, byte[] key, ConnectionAcceptor acceptor) {}

    private record Pair(int one, int other) {
        static Pair of(int one, int other) {
            return new Pair(Math.min(one, other), Math.max(one, other));
        }
    }

    private final World world;
    private final long latency;
    private final Map<String, Listener> listeners = new LinkedHashMap<>();
    /** Hosts that are without power: nobody there even refuses. */
    private final Set<String> dark = new HashSet<>();

    private final Set<Pair> parted = new HashSet<>();
    private final List<SimConnection> open = new ArrayList<>();
    private long opened;
    private int nextPort = 1_024;

    /** @param latency how long a byte usually takes, in microseconds */
    Network(World world, long latency) {
        this.world = world;
        this.latency = latency;
    }

    World world() {
        return world;
    }

    /** How long this one byte takes. */
    long delay() {
        long usual = world.between(latency / 2, latency * 2);
        return world.chance(0.01) ? usual * 20 : usual;
    }

    /** Those that are open, in the order in which they were opened. */
    List<SimConnection> connections() {
        return open;
    }

    /** How many there have been. */
    long opened() {
        return opened;
    }

    void gone(SimConnection connection) {
        open.remove(connection);
    }

    void listen(int node, Life life, byte[] key, ConnectionAcceptor acceptor) {
        dark.remove(host(node));
        listeners.put(host(node), new Listener(life, key, acceptor));
    }

    void deaf(int node) {
        listeners.remove(host(node));
    }

    /**
     * An instance is no more.
     *
     * @param power whether its host is gone as well, so that nobody says so to its peers
     */
    void died(Life life, boolean power) {
        deaf(life.node());
        if (power) {
            dark.add(host(life.node()));
        }
        for (var connection : List.copyOf(open)) {
            connection.died(life, power);
        }
    }

    /** Parts two hosts: what is sent stays on the way until they are joined again. */
    void part(int one, int other) {
        if (parted.add(Pair.of(one, other))) {
            between(one, other).forEach(SimConnection::hold);
        }
    }

    void join(int one, int other) {
        if (parted.remove(Pair.of(one, other))) {
            between(one, other).forEach(SimConnection::letGo);
        }
    }

    void joinAll() {
        for (var pair : List.copyOf(parted).stream()
                .sorted(java.util.Comparator.comparing(Pair::one).thenComparing(Pair::other))
                .toList()) {
            join(pair.one(), pair.other());
        }
    }

    private List<SimConnection> between(int one, int other) {
        return open.stream().filter(each -> each.joins(one, other)).toList();
    }

    static String host(int node) {
        return "n" + node;
    }

    /** The network as one instance sees it. */
    Transport of(int node, Life life, byte[] key) {
        return new Transport() {
            @Override
            public Listening listen(
                    InetSocketAddress address,
                    TlsIdentity identity,
                    AdmissionLimits limits,
                    ConnectionAcceptor connections) {
                throw new UnsupportedOperationException("the simulation listens itself");
            }

            @Override
            public CompletionStage<Void> dial(
                    InetSocketAddress address, TlsIdentity identity, KeyPin pin, ConnectionAcceptor handler) {
                var dialled = new CompletableFuture<Void>();
                var there = address.getHostString();
                if (dark.contains(there) || isParted(node, there)) {
                    fail(dialled, life, DIAL_TIMEOUT, new SocketTimeoutException(there + ": no answer within 10 s"));
                } else {
                    long handshake = 4 * delay();
                    world.in(handshake, life.doing(() -> connect(node, life, key, there, pin, handler, dialled)));
                }
                return dialled;
            }
        };
    }

    private boolean isParted(int node, String there) {
        return parted.contains(Pair.of(node, Integer.parseInt(there.substring(1))));
    }

    private void fail(CompletableFuture<Void> dialled, Life life, long after, IOException why) {
        world.in(after, life.doing(() -> dialled.completeExceptionally(why)));
    }

    private void connect(
            int node,
            Life life,
            byte[] key,
            String there,
            KeyPin pin,
            ConnectionAcceptor handler,
            CompletableFuture<Void> dialled) {
        var listener = listeners.get(there);
        if (dark.contains(there) || isParted(node, there)) {
            fail(dialled, life, DIAL_TIMEOUT, new SocketTimeoutException(there + ": no answer within 10 s"));
        } else if (listener == null) {
            dialled.completeExceptionally(new ConnectException(there + ": nobody listens there"));
        } else if (!pin.matches(listener.key())) {
            dialled.completeExceptionally(new IOException(there + ": another key is there"));
        } else {
            opened++;
            var connection = new SimConnection(this, life, key, listener.life(), listener.key());
            open.add(connection);
            world.note("connected", node, listener.life().node());
            connection.open(handler, listener.acceptor());
            dialled.complete(null);
        }
    }

    InetSocketAddress address(int node) {
        try {
            byte[] ip = {10, (byte) (node >> 16), (byte) (node >> 8), (byte) node};
            nextPort = nextPort == 65_535 ? 1_024 : nextPort + 1;
            return new InetSocketAddress(InetAddress.getByAddress(ip), nextPort);
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }
}
