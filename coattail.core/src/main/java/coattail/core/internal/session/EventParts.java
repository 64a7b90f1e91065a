// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.session;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

import coattail.core.internal.wire.Body;
import coattail.core.internal.wire.Failure;
import coattail.core.internal.wire.Message;

/**
 * Puts an event together that comes in several frames. Grows with what comes, not with what was announced. An event
 * whose stream ends before is none.
 */
final class EventParts implements IncomingBody.Sink {
    private final Outbound stream;
    private final Message.Notify event;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    EventParts(Outbound stream, Message.Notify event) {
        this.stream = stream;
        this.event = event;
        add(event.data().view());
    }

    @Override
    public void part(ByteBuffer part, boolean last) {
        add(part);
        if (last) {
            stream.listener().event(event.with(Body.of(event.data().type(), bytes.toByteArray())));
        }
    }

    private void add(ByteBuffer part) {
        var copy = new byte[part.remaining()];
        part.get(copy);
        bytes.writeBytes(copy);
    }

    @Override
    public void failed(Failure failure) {
        // The end of the stream is told to its listener.
    }
}
