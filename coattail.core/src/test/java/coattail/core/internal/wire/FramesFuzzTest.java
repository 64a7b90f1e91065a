// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.wire;

import java.nio.ByteBuffer;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.junit.jupiter.api.Test;

import coattail.core.internal.testing.BoundedFuzzing;

/** Frames of strangers, see docs/security.md, "Fuzzing". */
class FramesFuzzTest {
    private static final int HEADER = 7;

    /** A byte that says how the rest is cut, and bytes as a connection would bring them. */
    @FuzzTest
    void frames(byte[] input) {
        if (input.length > 0) {
            byte[] bytes = new byte[input.length - 1];
            System.arraycopy(input, 1, bytes, 0, bytes.length);
            FrameLaws.stream(bytes, input[0] & 0xFF);
        }
    }

    /**
     * Type, flags and content type, the last bytes of the stream and of the length of the body; then tags and body: a
     * frame whose lengths are right, so that what is in it is looked at.
     */
    @FuzzTest
    void tags(byte[] input) {
        if (input.length < HEADER || input.length > HEADER + Wire.MAX_LENGTH) {
            return;
        }
        ByteBuffer in = ByteBuffer.wrap(input);
        FrameType[] types = FrameType.values();
        int type = types[(in.get() & 0xFF) % types.length].number();
        byte flags = in.get();
        byte content = in.get();
        int stream = in.getShort() & 0xFFFF;
        int body = Math.min(in.getShort() & 0xFFFF, in.remaining());
        int tags = in.remaining() - body;
        if (tags > Wire.MAX_TAGS) {
            return;
        }
        ByteBuffer frame = ByteBuffer.allocate(Wire.HEADER + in.remaining())
                .putInt(in.remaining() << 8 | type)
                .put(flags)
                .put(content)
                .putShort((short) tags)
                .putInt(stream)
                .put(in);
        FrameLaws.frame(frame.array());
    }

    @Test
    void framesMutated() {
        BoundedFuzzing.run(FramesFuzzTest.class, "frames", 4_000, this::frames);
    }

    @Test
    void tagsMutated() {
        BoundedFuzzing.run(FramesFuzzTest.class, "tags", 40_000, this::tags);
    }
}
