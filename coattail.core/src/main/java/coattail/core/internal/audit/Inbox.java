// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** A bounded queue that many fill, without a lock and without waiting, and one thread empties. */
final class Inbox<T> {
    private final int capacity;
    private final Queue<T> queue = new ConcurrentLinkedQueue<>();
    private final AtomicInteger size = new AtomicInteger();
    private volatile Thread waiting;

    Inbox(int capacity) {
        this.capacity = capacity;
    }

    /** Puts one in, unless it is full. */
    boolean offer(T one) {
        if (size.incrementAndGet() > capacity) {
            size.decrementAndGet();
            return false;
        }
        queue.add(one);
        wake();
        return true;
    }

    /** Ends the other thread's waiting. */
    void wake() {
        Thread sleeper = waiting;
        if (sleeper != null) {
            LockSupport.unpark(sleeper);
        }
    }

    /** Takes out what there is, at most so many; waits for the first for at most so long, or until woken. */
    List<T> take(int most, long waitMillis) {
        if (queue.isEmpty() && waitMillis > 0) {
            waiting = Thread.currentThread();
            if (queue.isEmpty()) { // looked at again: who came before could not see that anybody waits
                LockSupport.parkNanos(this, TimeUnit.MILLISECONDS.toNanos(waitMillis));
            }
            waiting = null;
        }
        var taken = new ArrayList<T>();
        for (T one = null; taken.size() < most && (one = queue.poll()) != null; ) {
            size.decrementAndGet();
            taken.add(one);
        }
        return taken;
    }
}
