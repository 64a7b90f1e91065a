// SPDX-License-Identifier: Apache-2.0
package coattail.launcher.frame;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;

class FrameChannelTest {

    /** A channel that gives and takes a byte at a time: the worst that a socket may do. */
    private static final class ByteByByte implements ByteChannel {
        private final ByteBuffer incoming;
        private final ByteArrayOutputStream outgoing = new ByteArrayOutputStream();

        ByteByByte(byte... incoming) {
            this.incoming = ByteBuffer.wrap(incoming);
        }

        @Override
        public int read(ByteBuffer target) {
            if (!incoming.hasRemaining()) {
                return -1;
            }
            target.put(incoming.get());
            return 1;
        }

        @Override
        public int write(ByteBuffer source) {
            outgoing.write(source.get());
            return 1;
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public void close() {
            incoming.position(incoming.limit());
        }
    }

    @Test
    void framesArriveHoweverTheBytesAreCut() throws IOException {
        var sent = new ByteByByte();
        var sender = new FrameChannel(sent);
        sender.send(FrameType.OUTPUT, "hello".getBytes(StandardCharsets.UTF_8));
        sender.send(FrameType.EXIT, new byte[] {2});
        assertArrayEquals(
                new byte[] {'O', 0, 0, 0, 5, 'h', 'e', 'l', 'l', 'o', 'X', 0, 0, 0, 1, 2}, sent.outgoing.toByteArray());

        var receiver = new FrameChannel(new ByteByByte(sent.outgoing.toByteArray()));
        assertEquals("hello", receiver.receive().text());
        assertEquals(FrameType.EXIT, receiver.receive().type());
        assertNull(receiver.receive());
    }

    @Test
    void anEmptyFrameIsAFrame() throws IOException {
        var receiver = new FrameChannel(new ByteByByte((byte) 'A', (byte) 0, (byte) 0, (byte) 0, (byte) 0));
        assertEquals(0, receiver.receive().payload().length);
    }

    @Test
    void aLengthOverTheLimitIsRefusedBeforeItIsAllocated() {
        var receiver = new FrameChannel(new ByteByByte((byte) 'O', (byte) 0x7F, (byte) -1, (byte) -1, (byte) -1));
        assertThrows(FrameException.class, receiver::receive);
        var negative = new FrameChannel(new ByteByByte((byte) 'R', (byte) -1, (byte) -1, (byte) -1, (byte) -1));
        assertThrows(FrameException.class, negative::receive);
    }

    @Test
    void anEndWithinAFrameIsAnError() {
        assertThrows(FrameException.class, () -> new FrameChannel(new ByteByByte((byte) 'O', (byte) 0)).receive());
        assertThrows(FrameException.class, () -> new FrameChannel(
                        new ByteByByte((byte) 'O', (byte) 0, (byte) 0, (byte) 0, (byte) 2, (byte) 'x'))
                .receive());
    }

    @Test
    void anUnknownTypeIsAnError() {
        assertThrows(
                FrameException.class,
                () -> new FrameChannel(new ByteByByte((byte) '?', (byte) 0, (byte) 0, (byte) 0, (byte) 0)).receive());
    }
}
