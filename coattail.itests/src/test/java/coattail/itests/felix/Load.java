// SPDX-License-Identifier: Apache-2.0
package coattail.itests.felix;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

import coattail.api.CoattailException;
import coattail.itests.support.Await;

/** Callers that call one after the other until they are told to stop, and count how it went. */
final class Load implements AutoCloseable {
    private final Runnable call;
    private final List<Thread> callers = new ArrayList<>();
    private final AtomicLong answered = new AtomicLong();
    private final Queue<String> failed = new ConcurrentLinkedQueue<>();
    private volatile boolean stopped;

    /** @param call one call, until it is answered */
    Load(int callers, Runnable call) {
        this.call = call;
        for (int i = 0; i < callers; i++) {
            var caller = new Thread(this::run, "caller-" + i);
            this.callers.add(caller);
            caller.start();
        }
    }

    private void run() {
        while (!stopped) {
            try {
                call.run();
                answered.incrementAndGet();
            } catch (CoattailException | IllegalStateException e) {
                // The service or its framework says that it isn't there.
                failed.add(e.toString());
                Thread.onSpinWait();
            } catch (RuntimeException | Error e) {
                failed.add(e.toString());
                return;
            }
        }
    }

    long answered() {
        return answered.get();
    }

    /** What the calls that weren't answered said: text, since a throwable holds the classes that threw it. */
    List<String> failed() {
        return List.copyOf(failed);
    }

    /** Waits until so many more calls have been answered than had been when this was asked. */
    void awaitAnswers(long more) throws Exception {
        long enough = answered() + more;
        Await.until(
                () -> "calls answered: " + answered() + " of " + enough + ", failed: "
                        + failed.stream().skip(Math.max(0, failed.size() - 3)).toList(),
                () -> answered() >= enough);
    }

    @Override
    public void close() {
        stopped = true;
        for (var caller : callers) {
            try {
                caller.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
