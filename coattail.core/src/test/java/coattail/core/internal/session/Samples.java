// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.session;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

import coattail.api.ContentType;
import coattail.core.internal.wire.Body;
import coattail.core.internal.wire.CallHead;
import coattail.core.internal.wire.Flags;
import coattail.core.internal.wire.FrameType;
import coattail.core.internal.wire.Id16;
import coattail.core.internal.wire.Message;
import coattail.core.internal.wire.RawFrame;
import coattail.core.internal.wire.Trace;

/** Messages, and frames by hand, that tests use. */
final class Samples {
    static final Body INPUT = Body.of(ContentType.JSON, "{\"w\":640}".getBytes(StandardCharsets.UTF_8));
    static final Id16 SUBSCRIPTION = Id16.parse("5b".repeat(16));
    static final Id16 EPOCH = Id16.parse("e0".repeat(16));
    static final Message.Subscribed SUBSCRIBED = new Message.Subscribed(1, 0, EPOCH);

    private Samples() {}

    static Message.Perform perform(Body input) {
        return new Message.Perform(CallHead.of(1, "resize", false, Trace.NONE), false, false, input);
    }

    static Message.Perform perform() {
        return perform(INPUT);
    }

    static Message.Publish publish() {
        return new Message.Publish(CallHead.of(1, "resize", true, Trace.NONE), INPUT);
    }

    static Message.Subscribe subscribe(int messages, int bytes) {
        return new Message.Subscribe(1, "resize", "thumbs", SUBSCRIPTION, messages, bytes, 0, -1);
    }

    static Message.Unsubscribe unsubscribe() {
        return new Message.Unsubscribe(1, Optional.of(SUBSCRIPTION));
    }

    static Message.Response output(Body body) {
        return new Message.Response(body, Map.of(), Optional.empty());
    }

    static Message.Notify event(long sequence, int size) {
        return new Message.Notify(new Id16(7, sequence), sequence, -1, true, Trace.NONE, opaque(size));
    }

    static Body opaque(int size) {
        return Body.of(ContentType.OPAQUE, new byte[size]);
    }

    static RawFrame rawPerform(long stream) {
        return RawFrame.of(FrameType.PERFORM, stream)
                .flags(Flags.END)
                .tag(0x12, "0001")
                .name(0x20, "resize");
    }

    static RawFrame rawSubscribe(long stream, int messages, int bytes) {
        return RawFrame.of(FrameType.SUBSCRIBE, stream)
                .tag(0x12, "0001")
                .name(0x20, "resize")
                .name(0x21, "thumbs")
                .tag(0x22, "5b".repeat(16))
                .tag(0x33, String.format("%08x", messages))
                .tag(0x34, String.format("%08x", bytes));
    }

    static RawFrame rawCredit(long stream, int messages, int bytes) {
        return RawFrame.of(FrameType.CREDIT, stream)
                .tag(0x33, String.format("%08x", messages))
                .tag(0x34, String.format("%08x", bytes));
    }

    static RawFrame rawNotify(long stream, long sequence, int size) {
        return RawFrame.of(FrameType.NOTIFY, stream)
                .tag(0x25, "07".repeat(16))
                .tag(0x26, String.format("%016x", sequence))
                .body(3, new byte[size]);
    }

    static RawFrame rawSubscribed(long stream) {
        return RawFrame.of(FrameType.RESPONSE, stream)
                .tag(0x26, "0000000000000001")
                .tag(0x37, "00000000")
                .tag(0x3A, "e0".repeat(16));
    }
}
