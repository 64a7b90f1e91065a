// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.session;

import coattail.core.internal.wire.FrameType;
import coattail.core.internal.wire.Message;

/** A stream that the other side opened. Belongs to the thread that drives its session. */
public final class Inbound extends Turn {

    enum State {
        /** The instance has it and hasn't answered. */
        UNANSWERED,
        /** Its last word, RESPONSE or ERROR, waits to be written. */
        ANSWERED,
        /** Its RESPONSE was written, the body of which isn't whole yet. */
        SENDING,
        /** A subscription that was accepted. */
        ATTACHED,
        ENDED
    }

    private final long id;
    private final FrameType type;
    private Object context;

    /** What the other side takes of events, or of the body of the answer. */
    final StreamCredit credit = new StreamCredit();

    State state = State.UNANSWERED;
    /** What waits to be written: a {@link Message} or a {@code Failure}. */
    Object answer;

    /** The body of the request, where it comes in several frames; else {@code null}. */
    IncomingBody body;
    /** The body, of the answer or of an event, that is being sent in several frames; {@code null} while none is. */
    OutgoingBody sending;

    EventSource source;
    /** Whether the source may have events that weren't asked for yet. */
    boolean mayHaveEvents;

    boolean holdsPlace = true;
    boolean released;

    Inbound(long id, FrameType type) {
        this.id = id;
        this.type = type;
    }

    /** The number of the stream, for logs. */
    public long id() {
        return id;
    }

    FrameType type() {
        return type;
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
