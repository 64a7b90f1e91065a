// SPDX-License-Identifier: Apache-2.0
package coattail.transport.internal;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;

import org.apache.mina.core.session.IoSession;

/**
 * Connects to whichever of a host's addresses answers first, after RFC 8305: both families take turns, and the next
 * attempt begins when one has failed or after a quarter of a second, so that an address that swallows packets costs no
 * more than that.
 */
final class ConnectRace {
    private static final long STAGGER_MILLIS = 250;

    private final Connect connect;
    private final Function<IoSession, Optional<TlsConnection>> winner;
    private final Consumer<Throwable> allFailed;
    private final Scheduler scheduler;
    private final Deque<InetSocketAddress> left;
    private int running;
    private boolean over;
    private Throwable failure;

    /** Begins to connect to an address. */
    interface Connect {
        /**
         * @param opened makes the connection of the session that has opened; none closes it
         * @param failed is told if no session opens
         */
        void start(
                InetSocketAddress address,
                Function<IoSession, Optional<TlsConnection>> opened,
                Consumer<Throwable> failed);
    }

    /** Runs something after a delay. */
    interface Scheduler {
        void schedule(Runnable task, long delay, TimeUnit unit);
    }

    /**
     * @param addresses at least one
     * @param winner makes the connection of the one session that is first
     * @param allFailed is told the first failure, once every address has failed
     */
    ConnectRace(
            List<InetAddress> addresses,
            int port,
            Connect connect,
            Function<IoSession, Optional<TlsConnection>> winner,
            Consumer<Throwable> allFailed,
            Scheduler scheduler) {
        this.left = inTurns(addresses, port);
        this.connect = connect;
        this.winner = winner;
        this.allFailed = allFailed;
        this.scheduler = scheduler;
    }

    /** Begins the next attempt, if one is needed. */
    void next() {
        InetSocketAddress address;
        boolean more;
        synchronized (this) {
            address = over ? null : left.poll();
            if (address == null) {
                return;
            }
            running++;
            more = !left.isEmpty();
        }
        connect.start(address, this::opened, this::failed);
        if (more) {
            scheduler.schedule(this::next, STAGGER_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    /** Begins no more attempts, and lets none win that is under way. */
    void stop() {
        end();
    }

    private Optional<TlsConnection> opened(IoSession session) {
        return end() ? winner.apply(session) : Optional.empty();
    }

    private synchronized boolean end() {
        boolean first = !over;
        over = true;
        return first;
    }

    private void failed(Throwable why) {
        boolean last;
        synchronized (this) {
            running--;
            failure = failure == null ? why : failure;
            last = !over && running == 0 && left.isEmpty();
            over |= last;
        }
        if (last) {
            allFailed.accept(failure);
        } else {
            next();
        }
    }

    private static Deque<InetSocketAddress> inTurns(List<InetAddress> addresses, int port) {
        var preferred = new ArrayDeque<InetSocketAddress>();
        var others = new ArrayDeque<InetSocketAddress>();
        for (var address : addresses) {
            boolean asTheFirst = address.getClass() == addresses.get(0).getClass();
            (asTheFirst ? preferred : others).add(new InetSocketAddress(address, port));
        }
        var turns = new ArrayDeque<InetSocketAddress>();
        while (!preferred.isEmpty() || !others.isEmpty()) {
            for (var family : List.of(preferred, others)) {
                if (!family.isEmpty()) {
                    turns.add(family.remove());
                }
            }
        }
        return turns;
    }
}
