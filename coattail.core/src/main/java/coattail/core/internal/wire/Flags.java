// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.wire;

/** The bits of FLAGS (docs/protocol.md, "Frame"). */
public final class Flags {
    /** The sender is done on this stream. */
    public static final int END = 0x01;
    /** CHUNK frames follow. */
    public static final int MORE = 0x02;
    /** The sender wants to know what became of the event, or of every event. */
    public static final int ACK_REQ = 0x04;
    /** The caller follows the action's log. */
    public static final int WANT_LOG = 0x08;
    /** The output is to be published. */
    public static final int THEN_PUBLISH = 0x10;

    private Flags() {}

    static int when(boolean condition, int flag) {
        return condition ? flag : 0;
    }
}
