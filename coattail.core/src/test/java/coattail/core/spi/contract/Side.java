// SPDX-License-Identifier: Apache-2.0
package coattail.core.spi.contract;

import java.nio.ByteBuffer;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

import coattail.core.spi.Connection;
import coattail.core.spi.ConnectionAcceptor;
import coattail.core.spi.ConnectionHandler;

/** One side of a test: what it does when it is told something, and the connections that it was given. */
public final class Side implements ConnectionAcceptor {
    private final BlockingQueue<ConnectionRecorder> opened = new ArrayBlockingQueue<>(1_000);
    private Consumer<Connection> onOpened = connection -> {};
    private BiConsumer<Connection, ByteBuffer> onReceived = (connection, bytes) -> {};
    private Consumer<Connection> onWritten = connection -> {};

    /** Sets what is done when a connection opens, before its handler is there. */
    public Side onOpened(Consumer<Connection> action) {
        onOpened = action;
        return this;
    }

    /** Sets what is done with bytes, after they have been written down. */
    public Side onReceived(BiConsumer<Connection, ByteBuffer> action) {
        onReceived = action;
        return this;
    }

    /** Sets what is done when a write is answered. */
    public Side onWritten(Consumer<Connection> action) {
        onWritten = action;
        return this;
    }

    @Override
    public ConnectionHandler opened(Connection connection) {
        onOpened.accept(connection);
        var recorder = new ConnectionRecorder(connection, onReceived, onWritten);
        opened.add(recorder);
        return recorder;
    }

    /** Waits for the next connection. */
    public ConnectionRecorder next() {
        try {
            var recorder = opened.poll(20, TimeUnit.SECONDS);
            if (recorder == null) {
                throw new AssertionError("no connection has come");
            }
            return recorder;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting for a connection", e);
        }
    }

    /** How many connections have come that nobody asked for yet. */
    public int waiting() {
        return opened.size();
    }
}
