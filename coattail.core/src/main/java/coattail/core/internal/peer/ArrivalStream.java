// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.peer;

import static java.util.Objects.checkFromIndexSize;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

import coattail.core.internal.dispatch.Failures;
import coattail.core.internal.wire.Failure;

/**
 * Reads a body while it comes. The peer may be a window ahead of the reader, and goes on as the reader does. Ends with
 * {@link IOException} where the rest isn't going to come.
 */
final class ArrivalStream extends InputStream {
    /** How many bytes may have come that nobody has read. */
    static final int WINDOW = 256 * 1024;
    /** The window is given again when so much of it was read, so that a small read costs no frame. */
    private static final int STEP = WINDOW / 4;

    private final Arrival arrival;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    /** What follows is guarded by the lock. */
    private final ArrayDeque<ByteBuffer> waiting = new ArrayDeque<>();

    private long missing;
    /** What the peer isn't allowed to send yet. */
    private long withheld;
    /** What was here before any credit was given, and wasn't read yet. */
    private int head;

    private int unreported;
    private Failure failure;
    private boolean closed;

    /**
     * @param first what is here
     * @param length how much isn't
     * @param credit how much of it may come at once
     */
    ArrivalStream(ByteBuffer first, long length, int credit, Arrival arrival) {
        this.arrival = arrival;
        this.missing = length;
        this.withheld = length - credit;
        this.head = first.remaining();
        if (first.hasRemaining()) {
            waiting.add(first);
        }
    }

    /** More has come. */
    void add(ByteBuffer part) {
        lock.lock();
        try {
            missing -= part.remaining();
            if (!closed) {
                waiting.add(part);
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** No more is going to come. */
    void fail(Failure why) {
        lock.lock();
        try {
            failure = why;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] to, int offset, int length) throws IOException {
        checkFromIndexSize(offset, length, to.length);
        if (length == 0) {
            return 0;
        }
        int size;
        int more;
        lock.lock();
        try {
            if (!await()) {
                return -1;
            }
            ByteBuffer next = waiting.getFirst();
            size = Math.min(length, next.remaining());
            next.get(to, offset, size);
            if (!next.hasRemaining()) {
                waiting.removeFirst();
            }
            more = read(size);
        } finally {
            lock.unlock();
        }
        if (more > 0) {
            arrival.credit(more);
        }
        return size;
    }

    /** @return how much more may come since so much was read */
    private int read(int size) {
        int ofHead = Math.min(head, size);
        head -= ofHead;
        unreported += size - ofHead;
        int more = (int) Math.min(unreported, withheld);
        if (more == 0 || (unreported < STEP && more < withheld)) {
            return 0;
        }
        withheld -= more;
        unreported -= more;
        return more;
    }

    /** @return whether there is something to read; false at the end */
    private boolean await() throws IOException {
        while (waiting.isEmpty()) {
            if (closed) {
                throw new IOException("the stream is closed");
            }
            if (missing == 0) {
                return false;
            }
            if (failure != null) {
                throw new IOException("the rest of the body doesn't come", Failures.exception(failure));
            }
            try {
                changed.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("interrupted while waiting for more of the body");
            }
        }
        return true;
    }

    @Override
    public int available() {
        lock.lock();
        try {
            return waiting.isEmpty() ? 0 : waiting.getFirst().remaining();
        } finally {
            lock.unlock();
        }
    }

    /** Lets go of what wasn't read. Where not all has come, the peer is told that nobody wants it. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            waiting.clear();
        } finally {
            lock.unlock();
        }
        arrival.unwanted();
    }
}
