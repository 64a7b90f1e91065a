// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.wire;

import java.nio.ByteBuffer;
import java.util.HexFormat;

/** Sixteen bytes that name something: a subscription, an event, a process, an epoch, a token. */
public record Id16(long high, long low) {

    public static Id16 of(ByteBuffer bytes) {
        return new Id16(bytes.getLong(), bytes.getLong());
    }

    /** @throws IllegalArgumentException unless {@code bytes} has 16 */
    public static Id16 of(byte[] bytes) {
        if (bytes.length != 16) {
            throw new IllegalArgumentException("an id has 16 bytes, not " + bytes.length);
        }
        return of(ByteBuffer.wrap(bytes));
    }

    /** @throws IllegalArgumentException unless {@code hex} has 32 hexadecimal digits */
    public static Id16 parse(String hex) {
        return of(HexFormat.of().parseHex(hex));
    }

    public byte[] toByteArray() {
        return ByteBuffer.allocate(16).putLong(high).putLong(low).array();
    }

    /** 32 hexadecimal digits, lower case. */
    @Override
    public String toString() {
        return HexFormat.of().toHexDigits(high) + HexFormat.of().toHexDigits(low);
    }
}
