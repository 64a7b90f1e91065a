// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.wire;

/** TYPE, the fourth byte of a frame (docs/protocol.md, "Frames"). */
public enum FrameType {
    HELLO(0x01),
    PROOF(0x02),
    AUTH(0x03),
    AUTH_OK(0x04),
    REVOKE(0x05),
    PING(0x06),
    PONG(0x07),
    CREDIT(0x08),
    GOAWAY(0x09),
    ERROR(0x0A),
    CANCEL(0x0B),
    PERFORM(0x10),
    PUBLISH(0x11),
    SUBSCRIBE(0x12),
    UNSUBSCRIBE(0x13),
    LIST(0x14),
    NOTIFY(0x16),
    ACK(0x17),
    RESPONSE(0x18),
    CHUNK(0x19),
    LOG(0x1A),
    TRACE(0x1C);

    private static final FrameType[] BY_NUMBER = new FrameType[256];

    static {
        for (FrameType type : values()) {
            BY_NUMBER[type.number] = type;
        }
    }

    private final int number;

    FrameType(int number) {
        this.number = number;
    }

    /** The byte on the wire. */
    public int number() {
        return number;
    }

    /** @return {@code null} for a number that this version doesn't know */
    public static FrameType of(int number) {
        return BY_NUMBER[number & 0xFF];
    }
}
