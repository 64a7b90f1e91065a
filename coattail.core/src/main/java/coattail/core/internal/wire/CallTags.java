// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.wire;

/** What PERFORM, PUBLISH and NOTIFY have in common. */
final class CallTags {
    private CallTags() {}

    /** @param timeoutMillis negative for none */
    static void write(FrameWriter out, long timeoutMillis, Trace trace) {
        writeTimeout(out, timeoutMillis);
        out.path(trace).parent(trace);
    }

    static void writeTimeout(FrameWriter out, long timeoutMillis) {
        if (timeoutMillis >= 0) {
            out.u32(Tag.TIMEOUT_MS, Math.min(timeoutMillis, Wire.MAX_U32));
        }
    }

    /** What version 1 knows and this one doesn't do is refused, never ignored. */
    static void refuseUnsupported(Frame frame) throws ProtocolException {
        if (frame.has(Tag.IDEMPOTENCY)) {
            throw ProtocolException.unsupported("IDEMPOTENCY");
        }
        if (frame.has(Flags.WANT_LOG)) {
            throw ProtocolException.unsupported("WANT_LOG");
        }
        refuseChunks(frame);
    }

    static void refuseChunks(Frame frame) throws ProtocolException {
        if (frame.has(Flags.MORE) || frame.has(Tag.BODY_LEN)) {
            throw ProtocolException.unsupported("a body of several frames");
        }
    }
}
