// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.wire;

import coattail.api.ErrorCode;

/**
 * What the other side sent can't be taken. The code says whose matter it is: from 02xx the stream's alone, otherwise
 * the connection's, but that PROTOCOL in a frame that opens a stream is the stream's. Has no stack trace, since a
 * hostile peer can cause any number of them.
 */
public final class ProtocolException extends Exception {
    private static final long serialVersionUID = 1L;

    private final ErrorCode code;

    public ProtocolException(ErrorCode code, String detail) {
        super(detail, null, false, false);
        this.code = code;
    }

    static ProtocolException malformed(String detail) {
        return new ProtocolException(ErrorCode.PROTOCOL, detail);
    }

    static ProtocolException unsupported(String what) {
        return new ProtocolException(ErrorCode.UNSUPPORTED_TYPE, what + " isn't supported by this version");
    }

    public ErrorCode code() {
        return code;
    }

    public Failure failure() {
        return code == ErrorCode.BUSY ? Failure.busy(getMessage()) : Failure.of(code, getMessage());
    }
}
