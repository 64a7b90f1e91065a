// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.peer;

import java.util.function.IntFunction;

import coattail.api.ErrorCode;
import coattail.core.internal.dispatch.Running;
import coattail.core.internal.session.SessionEvents;
import coattail.core.internal.subscribe.PublisherLink;
import coattail.core.internal.wire.Failure;
import coattail.core.internal.wire.Message;

/**
 * A request to a peer, on its way over one connection, or over the next where the peer surely hasn't begun it: a
 * connection that leaves doesn't take what comes too late (docs/protocol.md, "Life of a connection"). Guarded by
 * itself; no connection is used while it is.
 */
final class RoutedRequest implements Running {
    private final Links links;
    private final IntFunction<Message.Request> request;
    private final long deadline;
    private final SessionEvents.ResponseListener listener;
    private PublisherLink.Stream stream;
    private int legs;
    private boolean cancelled;

    RoutedRequest(
            Links links,
            IntFunction<Message.Request> request,
            long deadlineMillis,
            SessionEvents.ResponseListener listener) {
        this.links = links;
        this.request = request;
        this.deadline = deadlineMillis;
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
        synchronized (this) {
            cancelled = true;
            current = stream;
        }
        if (current != null) {
            current.cancel();
        }
    }

    private synchronized boolean isWanted() {
        return !cancelled;
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
            boolean notTaken = failure.code() == ErrorCode.DRAIN || failure.code() == ErrorCode.DUPLICATE;
            if (notTaken && link.isLeaving() && isWanted()) {
                links.toAsk(link.peerId()).ifPresentOrElse(RoutedRequest.this::open, () -> listener.failed(failure));
            } else {
                listener.failed(failure);
            }
        }
    }
}
