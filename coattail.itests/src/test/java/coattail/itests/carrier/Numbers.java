// SPDX-License-Identifier: Apache-2.0
package coattail.itests.carrier;

import java.io.InputStream;

/** Bytes that come from their place, so that one that is lost or doubled shows. */
final class Numbers extends InputStream {
    private final long length;
    private long at;

    Numbers(long length) {
        this.length = length;
    }

    @Override
    public int read() {
        return at < length ? value(at++) : -1;
    }

    @Override
    public int read(byte[] to, int offset, int most) {
        if (at == length) {
            return -1;
        }
        int size = (int) Math.min(most, length - at);
        for (int i = 0; i < size; i++) {
            to[offset + i] = (byte) value(at++);
        }
        return size;
    }

    private static int value(long place) {
        return (int) (place * 31 + (place >>> 12)) & 0xFF;
    }
}
