// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.session;

import coattail.core.internal.wire.AckCodec;
import coattail.core.internal.wire.CancelCodec;
import coattail.core.internal.wire.CreditCodec;
import coattail.core.internal.wire.FrameWriter;

/** The control frames of a stream. None of them counts among those of which a peer may let only so many wait. */
final class StreamControls {
    private StreamControls() {}

    /** Credit doesn't count as waiting: the subscription's own bounds bound it. */
    record Credit(long stream, int messages, int bytes) implements Writer.Control {
        @Override
        public void write(FrameWriter out) {
            CreditCodec.encode(out, stream, messages, bytes);
        }

        @Override
        public boolean counts() {
            return false;
        }
    }

    /** Nor does ACK: there is one for an event at the most, and credit bounds those. */
    record Ack(long stream, long sequence, int status) implements Writer.Control {
        @Override
        public void write(FrameWriter out) {
            AckCodec.encode(out, stream, sequence, status);
        }

        @Override
        public boolean counts() {
            return false;
        }
    }

    /** Nor does CANCEL: only what was sent is cancelled, and a peer that doesn't read lets no more be sent. */
    record Cancel(long stream) implements Writer.Control {
        @Override
        public void write(FrameWriter out) {
            CancelCodec.encode(out, stream);
        }

        @Override
        public boolean counts() {
            return false;
        }
    }
}
