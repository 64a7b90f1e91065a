// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.peer;

import java.util.function.IntFunction;

import coattail.api.ErrorCode;
import coattail.core.internal.dispatch.Running;
import coattail.core.internal.session.SessionEvents;
import coattail.core.internal.subscribe.PublisherLink;
import coattail.core.internal.wire.Failure;
import coattail.core.internal.wire.Id16;
import coattail.core.internal.wire.Message;

/**
 * A request to a peer, on its way over one connection, or over the next where the peer surely hasn't begun it: a
 * connection that leaves doesn't take what comes too late (docs/protocol.md, "Life of a connection"). One under an
 * idempotency key goes over the next connection also when the first is lost, to the same process, which alone knows the
 * key. Guarded by itself; no connection is used while it is.
 */
final class RoutedRequest implements Running {
    private final Links links;
    private final Stranded stranded;
    private final IntFunction<Message.Request> request;
    private final long deadline;
    private final boolean repeatable;
    private final SessionEvents.ResponseListener listener;
    private PublisherLink.Stream stream;
    private int legs;
    private boolean cancelled;
    /** Whom it waits for, and what is said if that comes to nothing; {@code null} while it is on a connection. */
    private String awaited;

    private Failure lost;
    /** The process that may have begun it; {@code null} if surely none has. */
    private Id16 begunBy;

    RoutedRequest(
            Links links,
            Stranded stranded,
            IntFunction<Message.Request> request,
            long deadlineMillis,
            boolean repeatable,
            SessionEvents.ResponseListener listener) {
        this.links = links;
        this.stranded = stranded;
        this.request = request;
        this.deadline = deadlineMillis;
        this.repeatable = repeatable;
        this.listener = listener;
    }

    /** Sends it over a connection. */
    void open(Link link) {
        int leg = nextLeg();
        var opened = link.asking().open(request, deadline, new Leg(link));
        if (isUnwanted(leg, opened)) {
            opened.cancel();
        }
    }

    private synchronized int nextLeg() {
        awaited = null;
        return ++legs;
    }

    private synchronized boolean isUnwanted(int leg, PublisherLink.Stream opened) {
        if (leg == legs) {
            stream = opened;
        }
        return cancelled;
    }

    @Override
    public void cancel(ErrorCode code, String reason) {
        PublisherLink.Stream current;
        String peerId;
        synchronized (this) {
            cancelled = true;
            current = stream;
            peerId = awaited;
        }
        if (peerId != null) {
            stranded.remove(this, peerId);
        }
        if (current != null) {
            current.cancel();
        }
    }

    private synchronized boolean isWanted() {
        return !cancelled;
    }

    /** Waits for the next connection. */
    private void strand(Link from, Failure why, boolean begun) {
        synchronized (this) {
            if (begun) {
                begunBy = from.boot();
            }
            awaited = from.peerId();
            lost = why;
        }
        stranded.add(this, from, deadline);
        if (!isWanted()) {
            stranded.remove(this, from.peerId());
        }
    }

    /** There is a connection again. */
    void resume(Link link) {
        Id16 process;
        synchronized (this) {
            process = begunBy;
        }
        if (process != null && !process.equals(link.boot())) {
            fail(Failure.of(
                    ErrorCode.NOT_CONNECTED,
                    "the peer was restarted before the answer came; whether it has done this isn't known"));
        } else if (isWanted()) {
            open(link);
        }
    }

    /** There was no connection in time. */
    void giveUp() {
        Failure why;
        synchronized (this) {
            why = lost;
        }
        fail(why);
    }

    void fail(Failure why) {
        listener.failed(why);
    }

    /** What comes of it on one connection. */
    private final class Leg implements SessionEvents.ResponseListener {
        private final Link link;

        Leg(Link link) {
            this.link = link;
        }

        @Override
        public void answered(Message answer) {
            listener.answered(answer);
        }

        @Override
        public void failed(Failure failure) {
            boolean notTaken =
                    link.isLeaving() && (failure.code() == ErrorCode.DRAIN || failure.code() == ErrorCode.DUPLICATE);
            boolean cut =
                    failure.code() == ErrorCode.NOT_CONNECTED && link.asking().expected();
            if (notTaken && isWanted()) {
                links.toAsk(link.peerId()).ifPresentOrElse(RoutedRequest.this::open, () -> untaken(failure));
            } else if (cut && repeatable && isWanted()) {
                strand(link, failure, true);
            } else {
                listener.failed(failure);
            }
        }

        private void untaken(Failure failure) {
            if (repeatable) {
                strand(link, failure, false);
            } else {
                listener.failed(failure);
            }
        }
    }
}
