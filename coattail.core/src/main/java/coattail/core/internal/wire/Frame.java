// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

import coattail.api.ContentType;
import coattail.api.ErrorCode;
import coattail.core.internal.wire.FrameRule.Content;

/**
 * One frame where it lies in a buffer. A decoder has one of these and moves it from frame to frame, so it is valid
 * until the decoder is asked for the next; what the values' getters return is the caller's own, but {@link #body()} may
 * share the buffer.
 */
public final class Frame {
    /**
     * A body shares the buffer that it came in if it is at least this part of it; otherwise it would keep too much
     * alive.
     */
    private static final int SHARE = 4;

    private static final ContentType[] CONTENT_TYPES = {
        ContentType.NONE, null, ContentType.JSON, ContentType.OPAQUE, ContentType.TEXT
    };

    private final int[] positions = new int[Tag.values().length];
    private final int[] lengths = new int[Tag.values().length];
    private ByteBuffer buffer;
    private int start;
    private int tags;
    private int body;
    private int end;
    private long present;

    Frame() {}

    /** Moves to a frame whose header was checked and which is wholly there. */
    Frame at(ByteBuffer in, int position) {
        buffer = in;
        start = position;
        tags = position + Wire.HEADER;
        body = tags + (in.getShort(position + 6) & 0xFFFF);
        end = tags + (in.getInt(position) >>> 8);
        present = 0;
        return this;
    }

    /** @return {@code null} for a type that this version doesn't know */
    public FrameType type() {
        return FrameType.of(typeNumber());
    }

    public int typeNumber() {
        return buffer.get(start + 3) & 0xFF;
    }

    public int flags() {
        return buffer.get(start + 4) & 0xFF;
    }

    public boolean has(int flag) {
        return (flags() & flag) != 0;
    }

    /** From 0 to 2^32-1. */
    public long stream() {
        return buffer.getInt(start + 8) & Wire.MAX_U32;
    }

    public int bodyLength() {
        return end - body;
    }

    /** The whole frame as it came; a copy. */
    public byte[] toByteArray() {
        return copy(start, end - start);
    }

    /**
     * Reads the TLV block, and holds flags, tags and content type against the rule. Must come before any getter of a
     * tag.
     */
    void check(FrameRule rule) throws ProtocolException {
        int flags = flags();
        rule.checkFlags(flags);
        if ((flags & Flags.END) != 0 && stream() == 0) {
            throw ProtocolException.malformed("END on stream 0");
        }
        readTags(rule);
        rule.checkPresent(present);
        checkContent(rule);
    }

    private void readTags(FrameRule rule) throws ProtocolException {
        int at = tags;
        int last = -1;
        long found = 0;
        while (at < body) {
            if (body - at < 3) {
                throw ProtocolException.malformed("a TLV block that is cut off");
            }
            int number = buffer.get(at) & 0xFF;
            int length = buffer.getShort(at + 1) & 0xFFFF;
            at += 3;
            if (number <= last) {
                throw ProtocolException.malformed("tags that don't ascend");
            }
            if (length > body - at) {
                throw ProtocolException.malformed("a tag that is cut off");
            }
            last = number;
            Tag tag = Tag.of(number);
            if (tag != null && rule.allows(tag)) {
                if (!tag.fits(length)) {
                    throw ProtocolException.malformed(length + " bytes of " + tag);
                }
                found |= tag.bit();
                positions[tag.ordinal()] = at;
                lengths[tag.ordinal()] = length;
            } else if (number < Tag.OPTIONAL) {
                throw ProtocolException.malformed("tag " + Integer.toHexString(number) + " in " + rule);
            }
            at += length;
        }
        present = found;
    }

    private void checkContent(FrameRule rule) throws ProtocolException {
        int number = buffer.get(start + 5) & 0xFF;
        if (rule.content() == Content.NONE || number == 0) {
            if (number != 0 || bodyLength() > 0) {
                throw ProtocolException.malformed("a body of type " + number + " in " + rule);
            }
            if (rule.content() == Content.JSON) {
                throw ProtocolException.malformed("no JSON in " + rule);
            }
            return;
        }
        if (number >= CONTENT_TYPES.length || CONTENT_TYPES[number] == null) {
            throw ProtocolException.unsupported("content type " + number);
        }
        if (rule.content() == Content.JSON && CONTENT_TYPES[number] != ContentType.JSON) {
            throw ProtocolException.malformed("no JSON in " + rule);
        }
    }

    boolean has(Tag tag) {
        return (present & tag.bit()) != 0;
    }

    int u8(Tag tag) {
        return buffer.get(positions[tag.ordinal()]) & 0xFF;
    }

    int u16(Tag tag) {
        return buffer.getShort(positions[tag.ordinal()]) & 0xFFFF;
    }

    long u32(Tag tag) {
        return buffer.getInt(positions[tag.ordinal()]) & Wire.MAX_U32;
    }

    long u32(Tag tag, long otherwise) {
        return has(tag) ? u32(tag) : otherwise;
    }

    /** A u64 that must fit a long. */
    long u63(Tag tag) throws ProtocolException {
        long value = buffer.getLong(positions[tag.ordinal()]);
        if (value < 0) {
            throw ProtocolException.malformed("a " + tag + " of 2^63 or more");
        }
        return value;
    }

    Id16 id(Tag tag) {
        int at = positions[tag.ordinal()];
        return new Id16(buffer.getLong(at), buffer.getLong(at + Long.BYTES));
    }

    byte[] bytes(Tag tag) {
        return copy(positions[tag.ordinal()], lengths[tag.ordinal()]);
    }

    /** The value in place, from position to limit. */
    ByteBuffer view(Tag tag) {
        return buffer.slice(positions[tag.ordinal()], lengths[tag.ordinal()]);
    }

    /** One line of text for people; empty where the tag is missing. */
    String text(Tag tag) {
        return has(tag) ? PeerText.clean(new String(bytes(tag), StandardCharsets.UTF_8)) : "";
    }

    /** A name, held against {@link Names}. */
    String name(Tag tag) throws ProtocolException {
        int length = lengths[tag.ordinal()];
        String name = length > Names.LONGEST ? null : new String(bytes(tag), StandardCharsets.ISO_8859_1);
        if (!Names.isName(name)) {
            throw new ProtocolException(ErrorCode.BAD_INPUT, "the " + tag + " is no name: " + Names.RULE);
        }
        return name;
    }

    Trace trace() {
        boolean path = has(Tag.PATH);
        boolean parent = has(Tag.TRACEPARENT);
        if (!path && !parent) {
            return Trace.NONE;
        }
        return new Trace(path ? Path.of(view(Tag.PATH)) : Path.EMPTY, parent ? bytes(Tag.TRACEPARENT) : null);
    }

    /** The body, as far as it is here, once {@link #check} has passed. */
    Body body() throws ProtocolException {
        Body part = part();
        boolean more = has(Flags.MORE);
        if (!has(Tag.BODY_LEN)) {
            if (more) {
                throw ProtocolException.malformed("MORE without BODY_LEN in " + type());
            }
            return part;
        }
        long missing = u63(Tag.BODY_LEN) - part.length();
        if (more != missing > 0 || missing < 0 || part.type() == ContentType.NONE) {
            throw ProtocolException.malformed("BODY_LEN doesn't match the body of " + type());
        }
        return more ? part.with(new Announced(missing)) : part;
    }

    /** The bytes of the body in this frame, once {@link #check} has passed. */
    Body part() {
        int length = bodyLength();
        ContentType type = CONTENT_TYPES[buffer.get(start + 5)];
        if (type == ContentType.NONE) {
            return Body.NONE;
        }
        if (buffer.hasArray() && length >= buffer.capacity() / SHARE) {
            return new Body(type, buffer.slice(body, length));
        }
        return new Body(type, ByteBuffer.wrap(copy(body, length)));
    }

    private byte[] copy(int position, int length) {
        byte[] copy = new byte[length];
        buffer.get(position, copy);
        return copy;
    }
}
