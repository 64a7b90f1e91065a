// SPDX-License-Identifier: Apache-2.0
package coattail.core.spi.contract;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;

import coattail.core.spi.Connection;
import coattail.core.spi.ConnectionHandler;

/** Writes down what one side of a connection is told, and lets a test wait for it. */
public final class ConnectionRecorder implements ConnectionHandler {
    private static final long PATIENCE_SECONDS = 20;

    private final Connection connection;
    private final BiConsumer<Connection, ByteBuffer> onReceived;
    private final Consumer<Connection> onWritten;
    private final AtomicBoolean told = new AtomicBoolean();
    private final List<ByteBuffer> received = new ArrayList<>();
    private final List<String> wrong = new ArrayList<>();
    private int receivedBytes;
    private int written;
    private String closed;

    ConnectionRecorder(
            Connection connection, BiConsumer<Connection, ByteBuffer> onReceived, Consumer<Connection> onWritten) {
        this.connection = connection;
        this.onReceived = onReceived;
        this.onWritten = onWritten;
    }

    @Override
    public void received(ByteBuffer bytes) {
        one(() -> {
            synchronized (this) {
                if (!bytes.hasRemaining()) {
                    wrong.add("received nothing");
                }
                // Kept as it is: the buffer belongs to the handler, so nobody may write into it later.
                received.add(bytes.duplicate());
                receivedBytes += bytes.remaining();
                notifyAll();
            }
            onReceived.accept(connection, bytes);
        });
    }

    @Override
    public void written() {
        one(() -> {
            synchronized (this) {
                written++;
                notifyAll();
            }
            onWritten.accept(connection);
        });
    }

    @Override
    public void closed(String cause) {
        one(() -> {
            synchronized (this) {
                closed = cause;
                notifyAll();
            }
        });
    }

    public Connection connection() {
        return connection;
    }

    /** Waits until so many bytes have come in all, and gives them. */
    public synchronized byte[] awaitBytes(int count) {
        await(() -> receivedBytes >= count, () -> receivedBytes + " of " + count + " bytes have come");
        return bytes();
    }

    /** What has come so far. */
    public synchronized byte[] bytes() {
        var all = new ByteArrayOutputStream(receivedBytes);
        for (var part : received) {
            var copy = new byte[part.remaining()];
            part.duplicate().get(copy);
            all.writeBytes(copy);
        }
        return all.toByteArray();
    }

    /** Waits until so many writes have been answered. */
    public synchronized void awaitWritten(int count) {
        await(() -> written >= count, () -> written + " of " + count + " writes were answered");
    }

    /** How many writes were answered so far. */
    public synchronized int answers() {
        return written;
    }

    /** Waits for the end, and gives its cause. */
    public synchronized String awaitClosed() {
        await(() -> closed != null, () -> "the connection is still open");
        return closed;
    }

    public synchronized boolean isClosed() {
        return closed != null;
    }

    /** What was told against the contract; empty if nothing was. */
    public synchronized List<String> wrong() {
        return List.copyOf(wrong);
    }

    private void one(Runnable call) {
        synchronized (this) {
            if (closed != null) {
                wrong.add("told something after the end");
            }
        }
        if (!told.compareAndSet(false, true)) {
            synchronized (this) {
                wrong.add("told two things at once");
            }
        }
        try {
            call.run();
        } finally {
            told.set(false);
        }
    }

    private void await(BooleanSupplier condition, Supplier<String> state) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!condition.getAsBoolean()) {
            long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            if (left <= 0) {
                throw new AssertionError(state.get() + (closed == null ? "" : "; closed: " + closed));
            }
            try {
                wait(left);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError("interrupted: " + state.get(), e);
            }
        }
    }
}
