// SPDX-License-Identifier: Apache-2.0
package coattail.shell.internal.terminal;

import java.io.IOException;
import java.io.OutputStream;

import coattail.launcher.frame.FrameChannel;
import coattail.launcher.frame.FrameType;

/** Standard output or standard error of a command, as frames. Flushing sends what has gathered. */
final class FrameOutput extends OutputStream {
    private final FrameChannel channel;
    private final FrameType type;
    private final byte[] gathered = new byte[16 << 10];
    private int length;

    FrameOutput(FrameChannel channel, FrameType type) {
        this.channel = channel;
        this.type = type;
    }

    @Override
    public synchronized void write(int b) throws IOException {
        if (length == gathered.length) {
            flush();
        }
        gathered[length++] = (byte) b;
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int count) throws IOException {
        int from = offset;
        int left = count;
        while (left > 0) {
            if (length == gathered.length) {
                flush();
            }
            int part = Math.min(left, gathered.length - length);
            System.arraycopy(bytes, from, gathered, length, part);
            length += part;
            from += part;
            left -= part;
        }
    }

    @Override
    public synchronized void flush() throws IOException {
        if (length > 0) {
            int sending = length;
            length = 0;
            channel.send(type, gathered, 0, sending);
        }
    }
}
