// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.wire;

/** The sizes that frames keep to (docs/protocol.md, "Frame"). */
public final class Wire {
    /** Bytes of a frame's header. */
    public static final int HEADER = 12;
    /** The largest LEN: a frame fits one write and one TLS record. */
    public static final int MAX_LENGTH = 15_988;
    /** The largest HLEN, and the largest LEN before the PROOF has passed. */
    public static final int MAX_TAGS = 4_096;
    /** The most bytes of one write. */
    public static final int MAX_WRITE = HEADER + MAX_LENGTH;
    /** The most bytes of a DETAIL. */
    public static final int MAX_DETAIL = 256;
    /** The largest value of a u32. */
    public static final long MAX_U32 = 0xFFFF_FFFFL;

    private Wire() {}
}
