// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.session;

import coattail.core.internal.session.SessionEvents.ResponseListener;
import coattail.core.internal.wire.FrameType;
import coattail.core.internal.wire.Message;
import coattail.core.internal.wire.ProtocolException;
import coattail.core.internal.wire.RequestCodec;

/** A stream that this side opened, or is about to open. Belongs to the thread that drives its session. */
public final class Outbound extends Turn {

    enum State {
        /** Waits for a place at the other side, or for its turn. */
        WAITING,
        /** Written, not answered. */
        SENT,
        /** Answered, the body of which isn't whole yet. */
        RECEIVING,
        /** A subscription that was accepted. */
        ATTACHED,
        ENDED
    }

    private final FrameType type;
    private final ResponseListener listener;
    private final long deadlineMillis;
    private Object context;

    /** The credit that was given to the publisher. */
    final StreamCredit credit = new StreamCredit();
    /** What the other side takes of the body of the request. */
    final StreamCredit taken = new StreamCredit();

    State state = State.WAITING;
    /** {@code null} once it is written: nothing needs it any more. */
    Message.Request request;

    /** The body of the request, while it is being sent in several frames. */
    OutgoingBody sending;
    /** The body, of the answer or of an event, that comes in several frames. */
    IncomingBody body;

    long id;
    boolean holdsPlace;

    Outbound(Message.Request request, long deadlineMillis, ResponseListener listener) {
        this.type = RequestCodec.typeOf(request);
        this.request = request;
        this.deadlineMillis = deadlineMillis;
        this.listener = listener;
    }

    /** The number of the stream, for logs; 0 as long as it isn't written. */
    public long id() {
        return id;
    }

    FrameType type() {
        return type;
    }

    ResponseListener listener() {
        return listener;
    }

    /** Notes what the request lets come back. */
    void giveFirstCredit(Message.Request sent) {
        try {
            if (sent instanceof Message.Subscribe subscribe) {
                credit.add(subscribe.creditMessages(), subscribe.creditBytes());
            } else {
                credit.add(0, RequestCodec.creditOf(sent));
            }
        } catch (ProtocolException e) {
            throw new IllegalStateException("a window that is empty takes any credit", e);
        }
    }

    long deadlineMillis() {
        return deadlineMillis;
    }

    /** What the instance keeps with the stream. */
    public Object context() {
        return context;
    }

    public void context(Object context) {
        this.context = context;
    }

    @Override
    public String toString() {
        return type + " on stream " + id;
    }
}
