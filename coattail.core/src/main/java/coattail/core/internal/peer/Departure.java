// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.peer;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

import coattail.core.internal.session.BodySource;
import coattail.core.internal.wire.Body;
import coattail.core.internal.wire.ReadableRest;

/**
 * A body that is read as a stream and sent as far as the peer takes it. A thread of its own reads, a little ahead; the
 * stream isn't opened before the peer takes some, so that a request which it hasn't taken can be sent again.
 */
final class Departure implements BodySource, Runnable {
    private static final int READ = 32 * 1024;
    /** How many bytes are read ahead of the peer. */
    private static final int AHEAD = 2 * READ;

    private final Body body;
    private final Consumer<Departure> begin;
    private final Runnable ready;
    private final Consumer<Throwable> broken;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    /** What follows is guarded by the lock. */
    private final ArrayDeque<ByteBuffer> waiting = new ArrayDeque<>();

    private int ahead;
    private boolean begun;
    private boolean stopped;
    private Thread reader;

    /**
     * @param body with a {@link ReadableRest}
     * @param begin is called once, when the peer takes the first bytes: has somebody {@linkplain #run run} it
     * @param ready is called when there are bytes again
     * @param broken is called when the stream can't be read to its stated end
     */
    Departure(Body body, Consumer<Departure> begin, Runnable ready, Consumer<Throwable> broken) {
        this.body = body;
        this.begin = begin;
        this.ready = ready;
        this.broken = broken;
    }

    @Override
    public long length() {
        return body.rest().length();
    }

    @Override
    public ByteBuffer poll(int most) {
        boolean first;
        ByteBuffer part = null;
        lock.lock();
        try {
            first = !begun;
            begun = true;
            ByteBuffer next = waiting.peek();
            if (next != null) {
                int size = Math.min(most, next.remaining());
                part = next.slice(next.position(), size);
                next.position(next.position() + size);
                if (!next.hasRemaining()) {
                    waiting.remove();
                }
                ahead -= size;
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
        if (first) {
            begin.accept(this);
        }
        return part;
    }

    /** Reads the stream to its end, and returns once all of it was taken or nobody wants it any more. */
    @Override
    public void run() {
        if (!started()) {
            return;
        }
        try {
            try (var stream = ((ReadableRest) body.rest()).open(body)) {
                read(stream);
            }
            awaitEmpty();
        } catch (IOException | RuntimeException | InterruptedException e) {
            if (!isStopped()) {
                broken.accept(e);
            }
        } finally {
            returned();
        }
    }

    private void read(InputStream stream) throws IOException, InterruptedException {
        long left = length();
        while (left > 0) {
            byte[] buffer = new byte[(int) Math.min(READ, left)];
            int size = stream.read(buffer);
            if (size < 0) {
                throw new IOException("the payload's stream ended " + left + " bytes before its stated length");
            }
            left -= size;
            if (size > 0 && !offer(ByteBuffer.wrap(buffer, 0, size))) {
                return;
            }
        }
    }

    private boolean offer(ByteBuffer part) throws InterruptedException {
        lock.lock();
        try {
            while (ahead >= AHEAD && !stopped) {
                changed.await();
            }
            if (stopped) {
                return false;
            }
            ahead += part.remaining();
            waiting.add(part);
        } finally {
            lock.unlock();
        }
        ready.run();
        return true;
    }

    private void awaitEmpty() throws InterruptedException {
        lock.lock();
        try {
            while (ahead > 0 && !stopped) {
                changed.await();
            }
        } finally {
            lock.unlock();
        }
    }

    private boolean started() {
        lock.lock();
        try {
            reader = Thread.currentThread();
            return !stopped;
        } finally {
            lock.unlock();
        }
    }

    /** An interrupt that came too late for the stream doesn't reach what the thread does next. */
    private void returned() {
        lock.lock();
        try {
            reader = null;
            Thread.interrupted();
        } finally {
            lock.unlock();
        }
    }

    private boolean isStopped() {
        lock.lock();
        try {
            return stopped;
        } finally {
            lock.unlock();
        }
    }

    /** Nobody wants the rest: who reads is interrupted. */
    void stop() {
        lock.lock();
        try {
            stopped = true;
            waiting.clear();
            ahead = 0;
            changed.signalAll();
            if (reader != null) {
                reader.interrupt();
            }
        } finally {
            lock.unlock();
        }
    }
}
