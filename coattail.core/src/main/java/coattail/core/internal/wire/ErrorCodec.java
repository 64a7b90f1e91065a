// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.wire;

/** ERROR, type 0A: ends a stream, or, on stream 0, the connection. */
public final class ErrorCodec {
    private ErrorCodec() {}

    public static void encode(FrameWriter out, long stream, Failure failure) {
        out.begin(FrameType.ERROR, Flags.when(stream != 0, Flags.END), stream).u16(Tag.ERRCODE, failure.number());
        FailureTags.writeRetry(out, failure.retryMillis());
        out.text(Tag.DETAIL, failure.detail()).end();
    }

    public static Failure decode(Frame frame) throws ProtocolException {
        frame.check(FrameRule.ERROR);
        return FailureTags.read(frame);
    }
}
