// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.wire;

import java.nio.ByteBuffer;

import coattail.api.ErrorCode;

/**
 * Finds frames in a stream of bytes that comes in pieces. A frame that lies whole in its piece is read in place; of one
 * that doesn't, what is there is kept, in a buffer of the frame's size, which its header has bounded before.
 */
public final class FrameDecoder {
    private final Frame frame = new Frame();
    private final ByteBuffer header = ByteBuffer.allocate(Wire.HEADER);
    private ByteBuffer partial;
    private boolean opening = true;

    /** From now on frames may be of full size and have bodies. */
    public void opened() {
        opening = false;
    }

    /**
     * @param in big-endian; its bytes must stay as they are for as long as a body taken from a frame is used
     * @return the next frame, valid until the next call, or {@code null} once {@code in} is used up
     * @throws ProtocolException for a header over the limits; there is no next frame then
     */
    public Frame next(ByteBuffer in) throws ProtocolException {
        if (partial == null) {
            if (header.position() == 0 && in.remaining() >= Wire.HEADER) {
                int position = in.position();
                int size = size(in, position);
                if (in.remaining() >= size) {
                    in.position(position + size);
                    return frame.at(in, position);
                }
                partial = ByteBuffer.allocate(size);
            } else {
                move(in, header);
                if (header.hasRemaining()) {
                    return null;
                }
                partial = ByteBuffer.allocate(size(header, 0)).put(header.flip());
                header.clear();
            }
        }
        move(in, partial);
        if (partial.hasRemaining()) {
            return null;
        }
        ByteBuffer whole = partial;
        partial = null;
        return frame.at(whole, 0);
    }

    private int size(ByteBuffer in, int position) throws ProtocolException {
        int length = in.getInt(position) >>> 8;
        int tags = in.getShort(position + 6) & 0xFFFF;
        if (length > (opening ? Wire.MAX_TAGS : Wire.MAX_LENGTH) || tags > Wire.MAX_TAGS) {
            throw new ProtocolException(
                    ErrorCode.FRAME_TOO_LARGE,
                    "a frame of " + length + " bytes with " + tags
                            + " of tags; the limits are " + (opening ? Wire.MAX_TAGS : Wire.MAX_LENGTH) + " and "
                            + Wire.MAX_TAGS);
        }
        if (tags > length || (opening && tags < length)) {
            throw ProtocolException.malformed("a frame of " + length + " bytes with " + tags + " of tags");
        }
        return Wire.HEADER + length;
    }

    private static void move(ByteBuffer from, ByteBuffer to) {
        int count = Math.min(from.remaining(), to.remaining());
        to.put(to.position(), from, from.position(), count);
        to.position(to.position() + count);
        from.position(from.position() + count);
    }
}
