// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.trace;

import static java.util.Objects.requireNonNull;

import java.nio.ByteBuffer;
import java.util.Optional;

import coattail.core.internal.wire.Id16;
import coattail.core.internal.wire.Trace;

/**
 * Where something stands in a cascade, in the terms of W3C Trace Context (https://www.w3.org/TR/trace-context/).
 *
 * @param trace names the cascade
 * @param span names the step that causes what comes next; never 0
 * @param flags as whoever began it set them
 */
public record TraceContext(Id16 trace, long span, byte flags) {
    private static final int LENGTH = 26;
    private static final byte VERSION = 0;
    /** 255, which the standard forbids. */
    private static final byte NO_VERSION = -1;

    static final byte SAMPLED = 1;

    public TraceContext {
        requireNonNull(trace, "trace");
    }

    /** The context that travels with a call; empty where there is none, or none that the standard allows. */
    public static Optional<TraceContext> of(Trace trace) {
        var bytes = trace.parent();
        if (bytes == null || bytes.length != LENGTH || bytes[0] == NO_VERSION) {
            return Optional.empty();
        }
        var in = ByteBuffer.wrap(bytes, 1, LENGTH - 1);
        var id = Id16.of(in);
        long span = in.getLong();
        return span == 0 || isNone(id) ? Optional.empty() : Optional.of(new TraceContext(id, span, in.get()));
    }

    private static boolean isNone(Id16 id) {
        return id.high() == 0 && id.low() == 0;
    }

    /** The same cascade, caused by another step. */
    TraceContext under(long otherSpan) {
        return new TraceContext(trace, otherSpan, flags);
    }

    /** As the wire carries it. */
    public byte[] toByteArray() {
        return ByteBuffer.allocate(LENGTH)
                .put(VERSION)
                .putLong(trace.high())
                .putLong(trace.low())
                .putLong(span)
                .put(flags)
                .array();
    }
}
