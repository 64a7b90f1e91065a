// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.session;

import java.util.Arrays;

import coattail.api.ErrorCode;
import coattail.core.internal.wire.ProtocolException;

/**
 * The first 8 bytes of each side: the protocol and the versions of it that the side speaks (docs/protocol.md,
 * "Opening").
 */
final class Preface {
    static final int LENGTH = 8;
    private static final byte[] MAGIC = {(byte) 0x89, 'C', 'T', 'P'};
    private static final int LEAST_VERSION = 1;
    private static final int HIGHEST_VERSION = 1;

    private Preface() {}

    static byte[] own() {
        byte[] bytes = Arrays.copyOf(MAGIC, LENGTH);
        bytes[4] = LEAST_VERSION;
        bytes[5] = HIGHEST_VERSION;
        return bytes;
    }

    /** @throws ProtocolException where it is none at all */
    static void check(byte[] preface) throws ProtocolException {
        if (!Arrays.equals(preface, 0, MAGIC.length, MAGIC, 0, MAGIC.length) || least(preface) > highest(preface)) {
            throw new ProtocolException(ErrorCode.PROTOCOL, "what answers doesn't speak this protocol");
        }
    }

    /** @throws ProtocolException with both ranges where there is no version in common */
    static void checkVersion(byte[] preface) throws ProtocolException {
        if (least(preface) > HIGHEST_VERSION || highest(preface) < LEAST_VERSION) {
            throw new ProtocolException(
                    ErrorCode.VERSION,
                    "no protocol version in common: this side speaks "
                            + LEAST_VERSION + " to " + HIGHEST_VERSION + ", the other " + least(preface) + " to "
                            + highest(preface));
        }
    }

    private static int least(byte[] preface) {
        return preface[4] & 0xFF;
    }

    private static int highest(byte[] preface) {
        return preface[5] & 0xFF;
    }
}
