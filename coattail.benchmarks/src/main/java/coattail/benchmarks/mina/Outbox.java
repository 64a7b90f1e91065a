// SPDX-License-Identifier: Apache-2.0
package coattail.benchmarks.mina;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

import org.apache.mina.core.buffer.IoBuffer;
import org.apache.mina.core.session.IoSession;

/** The frames that are to leave on a session. Safe for use by several threads; holds no lock while MINA is called. */
final class Outbox {
    private final IoSession session;
    private final Writing writing;
    private final Queue<IoBuffer> ready = new ConcurrentLinkedQueue<>();
    private final AtomicInteger outstanding = new AtomicInteger();
    /** Looks at {@link #ready} that are due. Whoever raises it from 0 does them all. */
    private final AtomicInteger due = new AtomicInteger();

    Outbox(IoSession session, Writing writing) {
        this.session = session;
        this.writing = writing;
    }

    void add(IoBuffer frame) {
        ready.add(frame);
        if (due.getAndIncrement() == 0) {
            look();
        }
    }

    /** What the task adds leaves together. */
    void together(Runnable task) {
        boolean mine = due.getAndIncrement() == 0;
        task.run();
        if (mine) {
            look();
        }
    }

    /** MINA has written something. */
    void written() {
        outstanding.decrementAndGet();
        if (due.getAndIncrement() == 0) {
            look();
        }
    }

    private void look() {
        int seen;
        do {
            seen = due.get();
            while (outstanding.get() < writing.outstanding() && !ready.isEmpty()) {
                outstanding.incrementAndGet();
                session.write(next());
            }
        } while (due.addAndGet(-seen) != 0);
    }

    /** What goes into the next write; only called while something is ready. */
    private IoBuffer next() {
        var first = ready.remove();
        var second = ready.peek();
        if (second == null || first.remaining() + second.remaining() > writing.bytes()) {
            return first;
        }
        var together = IoBuffer.allocate(writing.bytes()).put(first);
        for (var frame = second; frame != null && frame.remaining() <= together.remaining(); frame = ready.peek()) {
            together.put(ready.remove());
        }
        return together.flip();
    }
}
