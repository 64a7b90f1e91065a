// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.session;

import coattail.core.internal.session.Inbound.State;
import coattail.core.internal.wire.FrameWriter;
import coattail.core.internal.wire.Message;
import coattail.core.internal.wire.NotifyCodec;

/** The events that go out on the subscriptions of the other side. */
final class Notices {
    private final PeerStreams streams;
    private final SessionEvents events;
    private final Writer writer;
    private int peerMaxMessage;

    Notices(PeerStreams streams, SessionEvents events, Writer writer) {
        this.streams = streams;
        this.events = events;
        this.writer = writer;
    }

    void peerTakes(int maxMessage) {
        peerMaxMessage = maxMessage;
    }

    /** Gives a subscription a turn that has events and credit for them. */
    void turn(Inbound stream) {
        if (stream.state == State.ATTACHED && stream.mayHaveEvents && stream.credit.isOpen()) {
            writer.turn(stream);
        }
    }

    /** @return whether the stream wants another turn */
    boolean write(Inbound stream, FrameWriter out) {
        if (stream.state != State.ATTACHED || !stream.credit.isOpen()) {
            return false;
        }
        // before asking: the source may say within poll that it has more
        stream.mayHaveEvents = false;
        Message.Notify event = stream.source.poll();
        if (event == null || stream.state != State.ATTACHED) {
            return false;
        }
        stream.mayHaveEvents = true;
        int size = event.data().length();
        if (size <= peerMaxMessage) {
            NotifyCodec.encode(out, event, stream.id());
            // The whole of it may overdraw the credit, so its CHUNKs wait for none.
            stream.credit.take(size);
            stream.sending = OutgoingBody.behind(event.data(), size == 0 ? 0 : out.lastPart(), null, false);
            return stream.sending != null || stream.credit.isOpen();
        }
        streams.refuse(stream, Failures.bodyTooLarge(size, peerMaxMessage));
        events.detached(stream, false);
        return false;
    }
}
