// SPDX-License-Identifier: Apache-2.0
package coattail.launcher.frame;

/** The kinds of frames, each with its letter on the wire. */
public enum FrameType {
    /** From the launcher, first: run this command. */
    REQUEST('R'),
    /** From the launcher, first: say how the instance is. */
    STATE('S'),
    /** From the launcher: the answer to a question. */
    ANSWER('A'),
    /** Bytes for standard output. */
    OUTPUT('O'),
    /** Bytes for standard error. */
    ERROR('E'),
    /** A question to whoever sits at the terminal. */
    QUESTION('Q'),
    /** The exit code; the last frame. */
    EXIT('X');

    private final byte letter;

    FrameType(char letter) {
        this.letter = (byte) letter;
    }

    byte letter() {
        return letter;
    }

    /** The most bytes that a frame of this kind may carry. */
    int limit() {
        return this == REQUEST ? 4 << 20 : 64 << 10;
    }

    static FrameType of(byte letter) throws FrameException {
        for (FrameType type : values()) {
            if (type.letter == letter) {
                return type;
            }
        }
        throw new FrameException("no frame has the type " + letter);
    }
}
