// SPDX-License-Identifier: Apache-2.0
package coattail.itests.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What lies between two instances: passes bytes on, and can cut connections, keep them waiting, slow them down or let a
 * byte a second through. It sees TLS and understands nothing of it. One thread for each direction of a connection.
 */
final class FaultProxy implements AutoCloseable {
    private static final int MOST_AT_ONCE = 16_384;

    /** What becomes of the bytes, of connections that there are and of new ones. */
    private enum Mode {
        PASS(0),
        /** Each read arrives later. */
        DELAY(150_000_000),
        /** Nothing arrives, and nobody is told. */
        STALL(0),
        /** One byte arrives each second. */
        TRICKLE(1_000_000_000);

        private final long nanos;

        Mode(long nanos) {
            this.nanos = nanos;
        }
    }

    private final ServerSocket listener;
    private final InetSocketAddress target;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final List<Socket> open = new ArrayList<>();
    private Mode mode = Mode.PASS;
    private int accepted;
    private int ended;

    private FaultProxy(ServerSocket listener, int target) {
        this.listener = listener;
        this.target = new InetSocketAddress(InetAddress.getLoopbackAddress(), target);
    }

    /**
     * @param port where it listens, on this host
     * @param target where the instance listens
     */
    static FaultProxy start(int port, int target) throws IOException {
        var proxy = new FaultProxy(new ServerSocket(port, 50, InetAddress.getLoopbackAddress()), target);
        run("accept", proxy::accept);
        return proxy;
    }

    private static void run(String what, Runnable task) {
        var thread = new Thread(task, "fault-proxy-" + what);
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        while (true) {
            try {
                var near = listener.accept();
                var far = new Socket();
                far.connect(target);
                near.setTcpNoDelay(true);
                far.setTcpNoDelay(true);
                lock.lock();
                try {
                    open.add(near);
                    open.add(far);
                    accepted++;
                } finally {
                    lock.unlock();
                }
                run("there", () -> pump(near, far));
                run("back", () -> pump(far, near));
            } catch (IOException e) {
                if (listener.isClosed()) {
                    return;
                }
                // Nobody listens behind it at the moment: whoever has come is closed by the collector of sockets.
            }
        }
    }

    private void pump(Socket from, Socket to) {
        try (from;
                to) {
            pump(from.getInputStream(), to.getOutputStream());
        } catch (IOException e) {
            // cut, here or by one of the two
        } finally {
            lock.lock();
            try {
                boolean first = open.remove(from);
                open.remove(to);
                ended += first ? 1 : 0;
            } finally {
                lock.unlock();
            }
        }
    }

    private void pump(InputStream in, OutputStream out) throws IOException {
        var bytes = new byte[MOST_AT_ONCE];
        for (int length = in.read(bytes); length >= 0; length = in.read(bytes)) {
            int passed = 0;
            while (passed < length) {
                int part = await(length - passed);
                out.write(bytes, passed, part);
                passed += part;
            }
        }
    }

    /** Waits as the mode says; returns how many bytes may pass. */
    private int await(int most) throws IOException {
        lock.lock();
        try {
            while (mode == Mode.STALL) {
                changed.await();
            }
            var held = mode;
            for (long left = held.nanos; left > 0 && mode == held; ) {
                left = changed.awaitNanos(left);
            }
            return held == Mode.TRICKLE ? 1 : most;
        } catch (InterruptedException e) {
            throw new IOException(e);
        } finally {
            lock.unlock();
        }
    }

    void pass() {
        become(Mode.PASS);
    }

    /** From here on every read arrives 150 ms later. */
    void delay() {
        become(Mode.DELAY);
    }

    /** From here on nothing arrives, as when a network goes away without a word. */
    void stall() {
        become(Mode.STALL);
    }

    /** From here on one byte a second arrives, in each direction of each connection. */
    void trickle() {
        become(Mode.TRICKLE);
    }

    private void become(Mode next) {
        lock.lock();
        try {
            mode = next;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Ends all connections at once with a reset, whatever is under way. */
    void cut() throws IOException {
        List<Socket> victims;
        lock.lock();
        try {
            victims = List.copyOf(open);
        } finally {
            lock.unlock();
        }
        for (var socket : victims) {
            if (!socket.isClosed()) {
                socket.setSoLinger(true, 0);
                socket.close();
            }
        }
    }

    /** How many connections there have been. */
    int accepted() {
        lock.lock();
        try {
            return accepted;
        } finally {
            lock.unlock();
        }
    }

    /** How many of them have ended. */
    int ended() {
        lock.lock();
        try {
            return ended;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
        cut();
        pass();
    }
}
