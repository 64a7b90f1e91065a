// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.subscribe;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

import coattail.api.ContentType;
import coattail.api.ErrorCode;
import coattail.core.internal.session.SessionEvents;
import coattail.core.internal.wire.Body;
import coattail.core.internal.wire.Failure;
import coattail.core.internal.wire.Id16;
import coattail.core.internal.wire.Message;
import coattail.core.internal.wire.Trace;

/** A connection whose other side is the test. */
final class TestLink implements PublisherLink {
    static final Id16 EPOCH = new Id16(7, 7);

    final List<Sent> sent = new ArrayList<>();

    @Override
    public Stream open(
            IntFunction<Message.Request> request, long deadlineMillis, SessionEvents.ResponseListener listener) {
        var one = new Sent(request.apply(3), deadlineMillis, listener);
        sent.add(one);
        return one;
    }

    /** Takes out what was sent so far. */
    List<Sent> take() {
        var all = List.copyOf(sent);
        sent.clear();
        return all;
    }

    /** Takes out the one request that was sent. */
    Sent takeOne() {
        var all = take();
        if (all.size() != 1) {
            throw new AssertionError("not one request: " + all);
        }
        return all.get(0);
    }

    static final class Sent implements Stream {
        final Message.Request request;
        final long deadline;
        private final SessionEvents.ResponseListener listener;
        final List<String> uses = new ArrayList<>();
        boolean cancelled;

        private Sent(Message.Request request, long deadline, SessionEvents.ResponseListener listener) {
            this.request = request;
            this.deadline = deadline;
            this.listener = listener;
        }

        Message.Subscribe subscribe() {
            return (Message.Subscribe) request;
        }

        Message.Unsubscribe unsubscribe() {
            return (Message.Unsubscribe) request;
        }

        void subscribed(long next, long dropped) {
            listener.answered(new Message.Subscribed(next, dropped, EPOCH));
        }

        void subscribed(long next, long dropped, Id16 epoch) {
            listener.answered(new Message.Subscribed(next, dropped, epoch));
        }

        void answered() {
            listener.answered(Message.Response.EMPTY);
        }

        void fails(ErrorCode code) {
            listener.failed(Failure.of(code, "because of " + code));
        }

        void fails(ErrorCode code, long retryMillis) {
            listener.failed(Failure.of(code, "", retryMillis));
        }

        void event(long sequence, String text) {
            event(sequence, text, 10_000, true);
        }

        void event(long sequence, String text, long timeout, boolean acknowledge) {
            var body = Body.of(ContentType.TEXT, text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
            listener.event(new Message.Notify(new Id16(1, sequence), sequence, timeout, acknowledge, Trace.NONE, body));
        }

        @Override
        public void cancel() {
            cancelled = true;
        }

        @Override
        public void credit(int messages, int bytes) {
            uses.add("credit " + messages + " " + bytes);
        }

        @Override
        public void acknowledge(long sequence, int status) {
            uses.add("ack " + sequence + " " + status);
        }

        @Override
        public String toString() {
            return request.toString();
        }
    }
}
