// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.wire;

/** GOAWAY, type 09. */
public final class GoAwayCodec {
    private GoAwayCodec() {}

    public static void encode(FrameWriter out, GoAway goAway) {
        Failure failure = goAway.failure();
        out.begin(FrameType.GOAWAY, 0, 0).u16(Tag.ERRCODE, failure.number());
        FailureTags.writeRetry(out, failure.retryMillis());
        out.u32(Tag.LAST_STREAM, goAway.lastStream())
                .text(Tag.DETAIL, failure.detail())
                .end();
    }

    public static GoAway decode(Frame frame) throws ProtocolException {
        frame.check(FrameRule.GOAWAY);
        return new GoAway(FailureTags.read(frame), frame.u32(Tag.LAST_STREAM));
    }
}
