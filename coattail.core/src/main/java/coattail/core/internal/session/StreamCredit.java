// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.session;

import coattail.api.ErrorCode;
import coattail.core.internal.wire.ProtocolException;

/** The credit of one stream in one direction (docs/protocol.md, "Credit"). */
final class StreamCredit {
    private int messages;
    /** Below 0 after an event larger than what was left: any event may overdraw it, so none is too large. */
    private int bytes;

    void add(int moreMessages, int moreBytes) throws ProtocolException {
        if ((long) messages + moreMessages > Integer.MAX_VALUE || (long) bytes + moreBytes > Integer.MAX_VALUE) {
            throw new ProtocolException(ErrorCode.FLOW_CONTROL, "credit above 2^31-1 on one stream");
        }
        messages += moreMessages;
        bytes += moreBytes;
    }

    /** Whether an event may pass. */
    boolean isOpen() {
        return messages > 0 && bytes > 0;
    }

    /** How many bytes may pass; below 0 where it is overdrawn. */
    int bytes() {
        return bytes;
    }

    void takeBytes(int length) {
        bytes -= length;
    }

    /** Lets an event pass. */
    void take(int length) {
        messages--;
        bytes -= length;
    }
}
