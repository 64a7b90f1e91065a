// SPDX-License-Identifier: Apache-2.0
package coattail.benchmarks.mina;

import org.apache.mina.core.buffer.IoBuffer;

/**
 * Frames: 4 bytes of length, 4 that tell one echo from another, and the message. Cuts them out of what a session reads.
 */
final class Frames {
    private static final int LENGTH = 4;
    private static final int ID = 4;

    private IoBuffer rest = IoBuffer.allocate(0);

    /** Gets each frame that is complete. */
    interface Each {
        void frame(int id, byte[] message);
    }

    static IoBuffer of(int id, byte[] message) {
        return IoBuffer.allocate(LENGTH + ID + message.length)
                .putInt(ID + message.length)
                .putInt(id)
                .put(message)
                .flip();
    }

    void feed(IoBuffer bytes, Each each) {
        var all = rest.hasRemaining() ? joined(bytes) : bytes;
        while (all.remaining() >= LENGTH && all.remaining() >= LENGTH + all.getInt(all.position())) {
            int length = all.getInt();
            int id = all.getInt();
            var message = new byte[length - ID];
            all.get(message);
            each.frame(id, message);
        }
        rest = all.hasRemaining() ? IoBuffer.allocate(all.remaining()).put(all).flip() : all;
    }

    private IoBuffer joined(IoBuffer bytes) {
        return IoBuffer.allocate(rest.remaining() + bytes.remaining())
                .put(rest)
                .put(bytes)
                .flip();
    }
}
