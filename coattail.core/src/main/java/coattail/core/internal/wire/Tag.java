// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.wire;

/** The tags of the TLV block and how long their values are (docs/protocol.md, "Tags"). */
public enum Tag {
    NONCE(0x01, 32),
    IDKEY(0x02, 32),
    BOOT(0x03, 16),
    SIG(0x04, 64),
    SETTINGS(0x06, 0, Wire.MAX_TAGS, 5),
    FEATURES(0x07, 4),
    TOKEN(0x10, 1, Wire.MAX_TAGS, 1),
    TOKEN_REF(0x11, 16),
    GRANT(0x12, 2),
    EXP(0x13, 8),
    /** Of any length here: what isn't a name is bad input, not a broken frame. */
    NAME(0x20, 0, Wire.MAX_TAGS, 1),
    RECEIVER(0x21, 0, Wire.MAX_TAGS, 1),
    SUB_ID(0x22, 16),
    TIMEOUT_MS(0x23, 4),
    IDEMPOTENCY(0x24, 16),
    EVENT_ID(0x25, 16),
    SEQ(0x26, 8),
    PATH(0x28, 0, Path.MOST * Long.BYTES, Long.BYTES),
    BODY_LEN(0x29, 8),
    ERRCODE(0x30, 2),
    RETRY_MS(0x31, 4),
    LAST_STREAM(0x32, 4),
    CREDIT_MSGS(0x33, 4),
    CREDIT_BYTES(0x34, 4),
    STATUS(0x35, 1),
    LOGLEVEL(0x36, 1),
    DROPPED(0x37, 4),
    POLICY(0x38, 1),
    WINDOW(0x39, 4),
    EPOCH(0x3A, 16),
    COUNTS(0x3B, 0, Wire.MAX_TAGS, 5),
    TRACEPARENT(0x80, 26),
    AGENT(0x81, 0, Wire.MAX_TAGS, 1),
    TIME(0x82, 8),
    DETAIL(0x83, 0, Wire.MAX_DETAIL, 1);

    /** From here on a tag that a frame has no use for is ignored. */
    static final int OPTIONAL = 0x80;

    private static final Tag[] BY_NUMBER = new Tag[256];

    static {
        for (Tag tag : values()) {
            BY_NUMBER[tag.number] = tag;
        }
    }

    private final int number;
    private final int least;
    private final int most;
    private final int multiple;

    Tag(int number, int length) {
        this(number, length, length, 1);
    }

    Tag(int number, int least, int most, int multiple) {
        this.number = number;
        this.least = least;
        this.most = most;
        this.multiple = multiple;
    }

    int number() {
        return number;
    }

    /** This tag's place in a set of tags. */
    long bit() {
        return 1L << ordinal();
    }

    boolean fits(int length) {
        return length >= least && length <= most && length % multiple == 0;
    }

    /** @return {@code null} for a number that this version doesn't know */
    static Tag of(int number) {
        return BY_NUMBER[number];
    }
}
