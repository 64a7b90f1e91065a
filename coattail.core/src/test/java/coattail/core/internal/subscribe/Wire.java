// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.subscribe;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.IntFunction;

import coattail.api.CoattailException;
import coattail.api.ErrorCode;
import coattail.core.internal.publish.Attachment;
import coattail.core.internal.publish.Feed;
import coattail.core.internal.publish.Hub;
import coattail.core.internal.publish.Line;
import coattail.core.internal.session.SessionEvents;
import coattail.core.internal.wire.Failure;
import coattail.core.internal.wire.Id16;
import coattail.core.internal.wire.Message;
import coattail.core.internal.work.Mailbox;

/** A connection without a session: joins a subscriber to a hub on one thread, with credit as the protocol has it. */
final class Wire implements PublisherLink {
    private final Hub hub;
    private final String subscriberId;
    private final String jti;
    private final Mailbox mailbox = new Mailbox(() -> {}, failure -> {
        throw new AssertionError(failure);
    });
    private final Set<Id16> named = new HashSet<>();
    private final Set<OneStream> streams = new LinkedHashSet<>();
    private boolean cut;

    Wire(Hub hub, String subscriberId, String jti) {
        this.hub = hub;
        this.subscriberId = subscriberId;
        this.jti = jti;
    }

    /** Loses the connection. */
    void cut() {
        cut = true;
        for (OneStream stream : Set.copyOf(streams)) {
            streams.remove(stream);
            if (stream.line != null) {
                stream.line.detach(stream, true);
            }
            stream.listener.failed(Failure.of(ErrorCode.NOT_CONNECTED, ""));
        }
    }

    @Override
    public Stream open(
            IntFunction<Message.Request> request, long deadlineMillis, SessionEvents.ResponseListener listener) {
        var stream = new OneStream(listener);
        mailbox.execute(() -> stream.open(request.apply(1)));
        return stream;
    }

    private final class OneStream implements Stream, Feed {
        private final SessionEvents.ResponseListener listener;
        private Line line;
        private Attachment attachment;
        private int messages;
        private int bytes;

        OneStream(SessionEvents.ResponseListener listener) {
            this.listener = listener;
        }

        void open(Message.Request request) {
            if (cut) {
                listener.failed(Failure.of(ErrorCode.NOT_CONNECTED, ""));
            } else if (request instanceof Message.Subscribe subscribe) {
                named.add(subscribe.subscription());
                subscribe(subscribe);
            } else {
                unsubscribe((Message.Unsubscribe) request);
            }
        }

        private void subscribe(Message.Subscribe request) {
            try {
                line = hub.subscribe(subscriberId, jti, 100, request, () -> {});
                messages = request.creditMessages();
                bytes = request.creditBytes();
                attachment = line.attach(this);
            } catch (CoattailException e) {
                listener.failed(Failure.of(e.code(), e.getMessage()));
                return;
            }
            streams.add(this);
            listener.answered(attachment.answer());
            flow();
        }

        private void unsubscribe(Message.Unsubscribe request) {
            request.subscription().ifPresent(named::add);
            request.subscription()
                    .ifPresentOrElse(
                            id -> hub.unsubscribe(subscriberId, id),
                            () -> hub.unsubscribeOthers(subscriberId, () -> named));
            listener.answered(Message.Response.EMPTY);
        }

        private void flow() {
            while (streams.contains(this) && messages > 0 && bytes > 0) {
                var event = attachment.source().poll();
                if (event == null) {
                    return;
                }
                messages--;
                bytes -= event.data().length();
                listener.event(event);
            }
        }

        @Override
        public void ready() {
            mailbox.execute(this::flow);
        }

        @Override
        public void end(Failure failure) {
            mailbox.execute(() -> {
                if (streams.remove(this) && failure != null) {
                    listener.failed(failure);
                }
            });
        }

        @Override
        public void cancel() {
            mailbox.execute(() -> {
                if (streams.remove(this)) {
                    line.detach(this, false);
                }
            });
        }

        @Override
        public void credit(int moreMessages, int moreBytes) {
            mailbox.execute(() -> {
                messages += moreMessages;
                bytes += moreBytes;
                flow();
            });
        }

        @Override
        public void acknowledge(long sequence, int status) {
            mailbox.execute(() -> {
                if (streams.contains(this)) {
                    line.acknowledged(sequence, status);
                }
            });
        }
    }
}
