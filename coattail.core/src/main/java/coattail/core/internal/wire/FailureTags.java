// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.wire;

import coattail.api.ErrorCode;

/** ERRCODE, RETRY_MS and DETAIL, as several frames have them. */
final class FailureTags {
    private FailureTags() {}

    static Failure read(Frame frame) {
        int number = frame.u16(Tag.ERRCODE);
        return new Failure(
                ErrorCode.of(number).orElse(ErrorCode.INTERNAL),
                number,
                frame.u32(Tag.RETRY_MS, -1),
                frame.text(Tag.DETAIL));
    }

    static void writeRetry(FrameWriter out, long retryMillis) {
        if (retryMillis >= 0) {
            out.u32(Tag.RETRY_MS, Math.min(retryMillis, Wire.MAX_U32));
        }
    }
}
