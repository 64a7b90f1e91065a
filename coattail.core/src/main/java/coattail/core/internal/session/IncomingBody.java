// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.session;

import java.nio.ByteBuffer;

import coattail.api.ContentType;
import coattail.api.ErrorCode;
import coattail.core.internal.wire.Body;
import coattail.core.internal.wire.ChunkCodec;
import coattail.core.internal.wire.Failure;
import coattail.core.internal.wire.Frame;
import coattail.core.internal.wire.ProtocolException;
import coattail.core.internal.wire.Rest;

/**
 * What of a body the other side still has to send, in CHUNK frames. It sends none before it is given credit. Belongs to
 * the thread that drives its session.
 */
public final class IncomingBody implements Rest {

    /** Takes the parts. Called from within the session's inputs; must not block. */
    public interface Sink {

        /**
         * The next part.
         *
         * @param last whether the body is whole; the last call
         */
        void part(ByteBuffer bytes, boolean last);

        /** The rest isn't going to come. The last call. */
        void failed(Failure failure);
    }

    private final long stream;
    private final ContentType type;
    private final long length;
    private final boolean ends;
    private final Writer writer;
    private long missing;
    /** How many bytes may come; -1 for all. */
    private int credit;

    private Sink sink;
    private Failure failure;

    /**
     * @param first the body as its first frame has it
     * @param ends whether END comes with the last CHUNK
     */
    IncomingBody(long stream, Body first, boolean ends, Writer writer) {
        this.stream = stream;
        this.type = first.type();
        this.length = first.rest().length();
        this.missing = length;
        this.ends = ends;
        this.writer = writer;
    }

    @Override
    public long length() {
        return length;
    }

    /** Says where the parts go. To be called once, before any credit is given. */
    public void into(Sink to) {
        sink = to;
        if (failure != null) {
            to.failed(failure);
        }
    }

    /**
     * Lets so many more bytes come. No effect once the body is whole or has failed.
     *
     * @param bytes from 1
     * @throws IllegalArgumentException where it would add up to more than 2^31-1
     */
    public void credit(int bytes) {
        if (missing == 0 || failure != null) {
            return;
        }
        if (bytes < 1 || bytes > Integer.MAX_VALUE - credit) {
            throw new IllegalArgumentException("a credit of " + bytes + " bytes on top of " + credit);
        }
        credit += bytes;
        writer.control(new StreamControls.Credit(stream, 0, bytes));
    }

    /** Notes what the other side was given before: with the request that it answers. */
    void given(int bytes) {
        credit = bytes;
    }

    /** Lets all of it come, without a word to the other side, which knows. */
    void unlimited() {
        credit = -1;
    }

    boolean isWhole() {
        return missing == 0;
    }

    /** @return the part in a CHUNK; to be {@linkplain #deliver delivered} */
    ByteBuffer accept(Frame frame) throws ProtocolException {
        ChunkCodec.Chunk chunk = ChunkCodec.decode(frame);
        int size = chunk.part().length();
        boolean last = size == missing;
        if (size == 0
                || size > missing
                || chunk.part().type() != type
                || chunk.more() == last
                || chunk.end() != (last && ends)) {
            throw new ProtocolException(
                    ErrorCode.PROTOCOL, "CHUNKs on stream " + stream + " that don't make up the body");
        }
        if (credit >= 0) {
            if (size > credit) {
                throw new ProtocolException(ErrorCode.FLOW_CONTROL, "CHUNK without credit on stream " + stream);
            }
            credit -= size;
        }
        missing -= size;
        return chunk.part().view();
    }

    void deliver(ByteBuffer part) {
        if (sink != null && failure == null) {
            sink.part(part, missing == 0);
        }
    }

    /** The rest isn't going to come. No effect on a body that is whole. */
    void fail(Failure why) {
        if (missing > 0 && failure == null) {
            failure = why;
            if (sink != null) {
                sink.failed(why);
            }
        }
    }
}
