// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

import coattail.api.ContentType;

/** Frames, one behind the other, in a buffer that grows with them. Tags are written in ascending order by who calls. */
public final class FrameWriter {
    private static final int FIRST = 512;
    private static final int SECOND = 4_096;
    /** A full write, and room for the frame that turns out not to fit any more. */
    private static final int FULL = Wire.MAX_WRITE + 1_024;

    /** What BODY_LEN takes. */
    private static final int BODY_LEN = 3 + Long.BYTES;
    /** What the tag and length of a value take. */
    static final int TAG = 3;

    private ByteBuffer bytes = ByteBuffer.allocate(0);
    /** Where the frame begins that was begun last. */
    private int frame;

    private int body;
    /** How many bytes of the body go into the frame that was begun last; -1 for all. */
    private int part;

    private boolean unfinished;

    public int size() {
        return bytes.position();
    }

    FrameWriter begin(FrameType type, int flags, long stream) {
        return begin(type, flags, 0, stream);
    }

    FrameWriter begin(FrameType type, int flags, ContentType content, long stream) {
        return begin(type, flags, number(content), stream);
    }

    private FrameWriter begin(FrameType type, int flags, int content, long stream) {
        room(Wire.HEADER);
        frame = bytes.position();
        bytes.putInt(type.number())
                .put((byte) flags)
                .put((byte) content)
                .putShort((short) 0)
                .putInt((int) stream);
        body = bytes.position();
        part = -1;
        unfinished = true;
        return this;
    }

    private static int number(ContentType content) {
        return switch (content) {
            case NONE -> 0;
            case JSON -> 2;
            case OPAQUE -> 3;
            case TEXT -> 4;
        };
    }

    FrameWriter u8(Tag tag, int value) {
        tag(tag, Byte.BYTES).put((byte) value);
        return this;
    }

    FrameWriter u16(Tag tag, int value) {
        tag(tag, Short.BYTES).putShort((short) value);
        return this;
    }

    FrameWriter u32(Tag tag, long value) {
        tag(tag, Integer.BYTES).putInt((int) value);
        return this;
    }

    FrameWriter u64(Tag tag, long value) {
        tag(tag, Long.BYTES).putLong(value);
        return this;
    }

    FrameWriter id(Tag tag, Id16 value) {
        tag(tag, 2 * Long.BYTES).putLong(value.high()).putLong(value.low());
        return this;
    }

    FrameWriter bytes(Tag tag, byte[] value) {
        tag(tag, value.length).put(value);
        return this;
    }

    FrameWriter ascii(Tag tag, String value) {
        return bytes(tag, value.getBytes(StandardCharsets.US_ASCII));
    }

    /** A DETAIL or AGENT, cut at a character's end where it is too long; nothing at all where it is empty. */
    FrameWriter text(Tag tag, String value) {
        if (value.isEmpty()) {
            return this;
        }
        byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        int length = Math.min(utf8.length, Wire.MAX_DETAIL);
        while (length < utf8.length && length > 0 && (utf8[length] & 0xC0) == 0x80) {
            length--;
        }
        tag(tag, length).put(utf8, 0, length);
        return this;
    }

    FrameWriter path(Trace trace) {
        if (trace.path().length() > 0) {
            bytes(Tag.PATH, trace.path().toByteArray());
        }
        return this;
    }

    FrameWriter parent(Trace trace) {
        if (trace.parent() != null) {
            bytes(Tag.TRACEPARENT, trace.parent());
        }
        return this;
    }

    /**
     * BODY_LEN, where the body isn't to be had whole or doesn't fit this frame: then as much of it as fits is its first
     * part, and END gives way to MORE.
     *
     * @param behind the most bytes of tags that are going to follow
     */
    FrameWriter bodyLength(Body content, int behind) {
        int room = Wire.MAX_LENGTH - (bytes.position() - frame - Wire.HEADER) - behind;
        if (!content.isWhole() || content.length() > room) {
            u64(Tag.BODY_LEN, content.size());
            part = Math.min(content.length(), room - BODY_LEN);
            bytes.put(frame + 4, (byte) ((bytes.get(frame + 4) & ~Flags.END) | Flags.MORE));
        }
        return this;
    }

    /** Ends the frame, without a body. */
    void end() {
        int length = bytes.position() - frame - Wire.HEADER;
        bytes.putShort(frame + 6, (short) (body - frame - Wire.HEADER));
        bytes.putInt(frame, length << 8 | (bytes.get(frame + 3) & 0xFF));
        unfinished = false;
    }

    /** Ends the frame with a body. */
    void end(Body content) {
        ByteBuffer view = content.bytes();
        int length = part < 0 ? view.remaining() : part;
        part = length;
        room(length);
        bytes.put(bytes.position(), view, view.position(), length).position(bytes.position() + length);
        end();
    }

    /** How many bytes of its body went into the frame that was ended last with one. */
    public int lastPart() {
        return part;
    }

    /** The bytes of the frame that was ended last. */
    public int lastSize() {
        return bytes.position() - frame;
    }

    /** Takes the frame back that was ended last. */
    public void dropLast() {
        bytes.position(frame);
    }

    /** Takes a frame back that was begun and not ended. */
    public void dropUnfinished() {
        if (unfinished) {
            unfinished = false;
            dropLast();
        }
    }

    /** Puts bytes that are no frame, which the PREFACE is. */
    public void raw(byte[] value) {
        room(value.length);
        frame = bytes.position();
        bytes.put(value);
    }

    /**
     * Takes the frames out for one write: all of them but the last, should that be over the limit of a write.
     *
     * @return a buffer that is the caller's own
     */
    public ByteBuffer take() {
        ByteBuffer taken = bytes;
        if (taken.position() <= Wire.MAX_WRITE) {
            bytes = ByteBuffer.allocate(0);
        } else {
            int rest = taken.position() - frame;
            bytes = ByteBuffer.allocate(Math.max(FIRST, rest)).put(taken.slice(frame, rest));
            taken.position(frame);
        }
        frame = 0;
        return taken.flip();
    }

    private ByteBuffer tag(Tag tag, int length) {
        room(3 + length);
        bytes.put((byte) tag.number()).putShort((short) length);
        body = bytes.position() + length;
        return bytes;
    }

    private void room(int length) {
        if (bytes.remaining() < length) {
            int needed = bytes.position() + length;
            // a few steps to the size of a full write: most writes are small, and a connection at rest keeps nothing
            int capacity = needed <= FIRST ? FIRST : needed <= SECOND ? SECOND : Math.max(needed, FULL);
            bytes = ByteBuffer.allocate(capacity).put(bytes.flip());
        }
    }
}
