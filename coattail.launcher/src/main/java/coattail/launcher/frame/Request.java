// SPDX-License-Identifier: Apache-2.0
package coattail.launcher.frame;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A command to run.
 *
 * @param terminal whether standard output is a terminal
 * @param askable whether there is somebody who can answer a question
 * @param colours whether standard output shows colours
 * @param columns the width of the terminal, 0 where it isn't known, at most 65 535
 * @param words noun, verb and arguments, at most 1 000
 */
public record Request(boolean terminal, boolean askable, boolean colours, int columns, List<Word> words) {
    private static final byte VERSION = 1;
    private static final int TERMINAL = 1;
    private static final int ASKABLE = 2;
    private static final int COLOURS = 4;
    private static final int MAX_WORDS = 1000;
    private static final int FIXED = 6;

    public Request {
        words = List.copyOf(words);
    }

    /** One without colours. */
    public Request(boolean terminal, boolean askable, int columns, List<Word> words) {
        this(terminal, askable, false, columns, words);
    }

    /** The payload of a REQUEST frame. */
    public byte[] encoded() throws FrameException {
        if (words.size() > MAX_WORDS) {
            throw new FrameException(words.size() + " words; at most " + MAX_WORDS);
        }
        List<byte[]> texts = new ArrayList<>(words.size());
        int length = FIXED;
        for (Word word : words) {
            byte[] text = word.text().getBytes(StandardCharsets.UTF_8);
            texts.add(text);
            length = Math.addExact(length, 5 + text.length);
        }
        ByteBuffer buffer = ByteBuffer.allocate(length);
        buffer.put(VERSION).put((byte) ((terminal ? TERMINAL : 0) | (askable ? ASKABLE : 0) | (colours ? COLOURS : 0)));
        buffer.putShort((short) Math.min(Math.max(columns, 0), 0xFFFF)).putShort((short) words.size());
        for (int i = 0; i < texts.size(); i++) {
            buffer.put((byte) (words.get(i).data() ? 1 : 0))
                    .putInt(texts.get(i).length)
                    .put(texts.get(i));
        }
        return buffer.array();
    }

    /** Reads the payload of a REQUEST frame; refuses whatever isn't exactly one. */
    public static Request decoded(byte[] payload) throws FrameException {
        ByteBuffer buffer = ByteBuffer.wrap(payload);
        if (buffer.remaining() < FIXED) {
            throw new FrameException("a request of " + payload.length + " bytes");
        }
        byte version = buffer.get();
        if (version != VERSION) {
            throw new FrameException("the launcher speaks version " + version + ", the instance " + VERSION
                    + ": use the launcher of the instance's own distribution");
        }
        int flags = buffer.get();
        int columns = buffer.getShort() & 0xFFFF;
        int count = buffer.getShort() & 0xFFFF;
        if (count > MAX_WORDS) {
            throw new FrameException(count + " words; at most " + MAX_WORDS);
        }
        List<Word> words = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            words.add(word(buffer));
        }
        if (buffer.hasRemaining()) {
            throw new FrameException(buffer.remaining() + " bytes after the last word");
        }
        return new Request((flags & TERMINAL) != 0, (flags & ASKABLE) != 0, (flags & COLOURS) != 0, columns, words);
    }

    private static Word word(ByteBuffer buffer) throws FrameException {
        if (buffer.remaining() < 5) {
            throw new FrameException("a request that ends within a word");
        }
        byte kind = buffer.get();
        int length = buffer.getInt();
        if (kind < 0 || kind > 1 || length < 0 || length > buffer.remaining()) {
            throw new FrameException("a word of kind " + kind + " with " + length + " bytes");
        }
        ByteBuffer text = buffer.slice(buffer.position(), length);
        buffer.position(buffer.position() + length);
        try {
            return new Word(StandardCharsets.UTF_8.newDecoder().decode(text).toString(), kind == 1);
        } catch (CharacterCodingException e) {
            throw new FrameException("a word that isn't UTF-8");
        }
    }
}
