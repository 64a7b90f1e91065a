// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.wire;

import java.util.Optional;

/** What PERFORM, PUBLISH and NOTIFY have in common. */
final class CallTags {
    private CallTags() {}

    /** @param timeoutMillis negative for none */
    static void write(FrameWriter out, CallHead call, long timeoutMillis, Body body) {
        out.u16(Tag.GRANT, call.grant()).ascii(Tag.NAME, call.name());
        writeTimeout(out, timeoutMillis);
        call.key().ifPresent(key -> out.id(Tag.IDEMPOTENCY, key));
        int credit = call.creditBytes() > 0 ? FrameWriter.TAG + Integer.BYTES : 0;
        out.path(call.trace()).bodyLength(body, credit + parentLength(call.trace()));
        writeCredit(out, call.creditBytes());
        out.parent(call.trace());
    }

    static CallHead read(Frame frame) throws ProtocolException {
        return new CallHead(
                frame.u16(Tag.GRANT),
                frame.name(Tag.NAME),
                frame.u32(Tag.TIMEOUT_MS, -1),
                frame.has(Tag.IDEMPOTENCY) ? Optional.of(frame.id(Tag.IDEMPOTENCY)) : Optional.empty(),
                CreditCodec.credit(frame, Tag.CREDIT_BYTES),
                frame.has(Flags.ACK_REQ),
                frame.trace());
    }

    /** What TRACEPARENT takes. */
    static int parentLength(Trace trace) {
        return trace.parent() == null ? 0 : FrameWriter.TAG + trace.parent().length;
    }

    static void writeTimeout(FrameWriter out, long timeoutMillis) {
        if (timeoutMillis >= 0) {
            out.u32(Tag.TIMEOUT_MS, Math.min(timeoutMillis, Wire.MAX_U32));
        }
    }

    static void writeCredit(FrameWriter out, int bytes) {
        if (bytes > 0) {
            out.u32(Tag.CREDIT_BYTES, bytes);
        }
    }
}
