// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.session;

import java.nio.ByteBuffer;

import coattail.api.ContentType;
import coattail.core.internal.wire.Body;
import coattail.core.internal.wire.ChunkCodec;
import coattail.core.internal.wire.FrameWriter;
import coattail.core.internal.wire.Wire;

/** What of a body is left to send behind its first frame. */
final class OutgoingBody {
    private final ContentType type;
    private final ByteBuffer here;
    /** Where the bytes come from that aren't here; {@code null} where all are. */
    private final BodySource source;
    /** What the other side takes; {@code null} for all. */
    private final StreamCredit credit;

    private final boolean ends;
    private long left;

    private OutgoingBody(Body body, int written, StreamCredit credit, boolean ends) {
        this.type = body.type();
        this.here = body.view();
        this.here.position(here.position() + written);
        this.source = body.isWhole() ? null : (BodySource) body.rest();
        this.left = body.size() - written;
        this.credit = credit;
        this.ends = ends;
    }

    /**
     * What is left of a body whose first frame was written.
     *
     * @param written how many bytes of it went into that frame
     * @param credit what the other side takes; {@code null} for all of it
     * @param ends whether the last CHUNK has END
     * @return {@code null} where nothing is
     */
    static OutgoingBody behind(Body body, int written, StreamCredit credit, boolean ends) {
        return body.size() == written ? null : new OutgoingBody(body, written, credit, ends);
    }

    /** Whether the other side takes any of it. */
    boolean isOpen() {
        return left > 0 && (credit == null || credit.bytes() > 0);
    }

    boolean isWritten() {
        return left == 0;
    }

    /**
     * Writes a CHUNK, if there are bytes for one.
     *
     * @return whether another turn is wanted
     */
    boolean write(FrameWriter out, long stream) {
        if (!isOpen()) {
            return false;
        }
        int most = (int) Math.min(left, Wire.MAX_LENGTH);
        ByteBuffer part = next(credit == null ? most : Math.min(most, credit.bytes()));
        if (part == null) {
            return false;
        }
        int size = part.remaining();
        left -= size;
        if (credit != null) {
            credit.takeBytes(size);
        }
        ChunkCodec.encode(out, stream, new Body(type, part), left > 0, left == 0 && ends);
        return isOpen();
    }

    private ByteBuffer next(int most) {
        if (!here.hasRemaining()) {
            return source.poll(most);
        }
        int size = Math.min(most, here.remaining());
        ByteBuffer part = here.slice(here.position(), size);
        here.position(here.position() + size);
        return part;
    }
}
