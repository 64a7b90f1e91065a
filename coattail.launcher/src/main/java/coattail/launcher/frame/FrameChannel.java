// SPDX-License-Identifier: Apache-2.0
package coattail.launcher.frame;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;

/**
 * Frames over a blocking channel. One thread may receive while others send. (The streams that {@code Channels} makes of
 * a socket channel can't do that on JDK 17: a blocked read keeps the writer out.)
 */
public final class FrameChannel implements Closeable {
    private static final int HEADER = 5;

    private final ByteChannel channel;
    private final Object sending = new Object();

    public FrameChannel(ByteChannel channel) {
        this.channel = channel;
    }

    /** Sends the frame whole, after those that other threads have begun to send. */
    public void send(FrameType type, byte[] payload, int offset, int length) throws IOException {
        if (length > type.limit()) {
            throw new FrameException(type + " of " + length + " bytes; at most " + type.limit());
        }
        ByteBuffer buffer = ByteBuffer.allocate(HEADER + length);
        buffer.put(type.letter()).putInt(length).put(payload, offset, length).flip();
        synchronized (sending) {
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
        }
    }

    public void send(FrameType type, byte[] payload) throws IOException {
        send(type, payload, 0, payload.length);
    }

    /** The next frame; null when the other side has closed between two frames. */
    public Frame receive() throws IOException {
        ByteBuffer header = ByteBuffer.allocate(HEADER);
        if (!fill(header)) {
            return null;
        }
        FrameType type = FrameType.of(header.get());
        int length = header.getInt();
        if (length < 0 || length > type.limit()) {
            throw new FrameException(type + " of " + (length & 0xFFFFFFFFL) + " bytes; at most " + type.limit());
        }
        ByteBuffer payload = ByteBuffer.allocate(length);
        if (length > 0 && !fill(payload)) {
            throw new FrameException("the other side closed within a frame");
        }
        return new Frame(type, payload.array());
    }

    private boolean fill(ByteBuffer buffer) throws IOException {
        while (buffer.hasRemaining()) {
            if (channel.read(buffer) < 0) {
                if (buffer.position() == 0) {
                    return false;
                }
                throw new FrameException("the other side closed within a frame");
            }
        }
        buffer.flip();
        return true;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
