// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.peer;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;

import coattail.api.CoattailException;
import coattail.core.internal.session.Session;

/**
 * Signs of life of the peer of one connection, for whoever asks for them. One is asked for at a time, since a PONG
 * doesn't say which PING it answers. All in the connection's mailbox.
 */
final class Pinging {
    private final Session session;
    private final Queue<CompletableFuture<Duration>> line = new ArrayDeque<>();
    private long askedNanos;
    private CoattailException closed;

    Pinging(Session session) {
        this.session = session;
    }

    /** Completes one with the time that the peer takes to answer. */
    void ask(CompletableFuture<Duration> answered) {
        if (closed != null) {
            answered.completeExceptionally(closed);
            return;
        }
        line.add(answered);
        if (line.size() == 1) {
            ask();
        }
    }

    private void ask() {
        askedNanos = System.nanoTime();
        session.ping();
    }

    void pong() {
        var took = Duration.ofNanos(System.nanoTime() - askedNanos);
        var answered = line.poll();
        if (!line.isEmpty()) {
            ask();
        }
        if (answered != null) {
            answered.complete(took);
        }
    }

    /** No answer comes any more. */
    void closed(CoattailException why) {
        closed = why;
        while (!line.isEmpty()) {
            line.poll().completeExceptionally(why);
        }
    }
}
