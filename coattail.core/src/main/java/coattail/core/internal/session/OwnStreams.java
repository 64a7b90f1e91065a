// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.session;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import coattail.api.ErrorCode;
import coattail.core.internal.session.Outbound.State;
import coattail.core.internal.wire.AnswerCodec;
import coattail.core.internal.wire.Body;
import coattail.core.internal.wire.CreditCodec.Credit;
import coattail.core.internal.wire.ErrorCodec;
import coattail.core.internal.wire.Failure;
import coattail.core.internal.wire.Frame;
import coattail.core.internal.wire.FrameWriter;
import coattail.core.internal.wire.Message;
import coattail.core.internal.wire.NotifyCodec;
import coattail.core.internal.wire.ProtocolException;
import coattail.core.internal.wire.RequestCodec;
import coattail.core.internal.wire.Wire;

/** The streams that this side opened: its requests, and its subscriptions to what the other side publishes. */
final class OwnStreams {
    /** Here a side opens no more streams on this connection (docs/protocol.md, "Streams"). */
    static final long LAST_ID = 0xFFFF_0000L;

    private final SessionConfig config;
    private final Credentials credentials;
    private final Writer writer;
    private final Map<Long, Outbound> streams = new HashMap<>();
    /** Requests for which the other side has no place at the moment. */
    private final Line waiting = new Line();
    /** Those that were never opened, and whose listeners are to be told. */
    private final Deque<Runnable> refused = new ArrayDeque<>();

    private long next;
    private int places;
    private int peerMaxMessage;
    private int peerMaxStreams;
    /** Why no stream may be opened; {@code null} where any may. */
    private Failure barred = Failure.of(ErrorCode.NOT_CONNECTED, "the connection isn't open yet");

    OwnStreams(SessionConfig config, Credentials credentials, Writer writer, long firstId) {
        this.config = config;
        this.credentials = credentials;
        this.writer = writer;
        this.next = firstId;
    }

    void peerTakes(int maxMessage, int maxStreams) {
        peerMaxMessage = maxMessage;
        peerMaxStreams = maxStreams;
        barred = null;
    }

    /** How many were sent and haven't ended. */
    int count() {
        return streams.size();
    }

    boolean isIdle() {
        return streams.isEmpty() && places == 0;
    }

    /** Whether this side has no number left for a stream. */
    boolean isUsedUp() {
        return next >= LAST_ID;
    }

    // What the instance says

    Outbound open(Message.Request request, long deadlineMillis, SessionEvents.ResponseListener listener) {
        var stream = new Outbound(request, deadlineMillis, listener);
        if (barred != null) {
            refuse(stream, barred);
        } else if (request instanceof Message.GrantedRequest && !credentials.any()) {
            refuse(stream, Failure.of(ErrorCode.AUTH_REQUIRED, "no token was accepted on this connection yet"));
        } else {
            waiting.add(stream);
            admit();
        }
        return stream;
    }

    void cancel(Outbound stream) {
        if (stream.id != 0 && stream.state != State.ENDED) {
            writer.control(new StreamControls.Cancel(stream.id));
        }
        end(stream);
    }

    void credit(Outbound stream, int messages, int bytes) {
        if (messages < 0 || bytes < 0) {
            throw new IllegalArgumentException("credit is never taken back");
        }
        if (stream.state == State.ENDED || (messages == 0 && bytes == 0)) {
            return;
        }
        if (stream.state == State.WAITING) {
            throw new IllegalStateException("SUBSCRIBE has the first credit in it");
        }
        try {
            stream.credit.add(messages, bytes);
        } catch (ProtocolException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
        writer.control(new StreamControls.Credit(stream.id, messages, bytes));
    }

    void acknowledge(Outbound stream, long sequence, int status) {
        if (stream.state == State.ATTACHED) {
            writer.control(new StreamControls.Ack(stream.id, sequence, status));
        }
    }

    // What comes in

    void answered(Frame frame) throws ProtocolException {
        Outbound stream = find(frame);
        if (stream == null) {
            return;
        }
        if (stream.state != State.SENT) {
            throw new ProtocolException(ErrorCode.PROTOCOL, "a second answer to " + stream);
        }
        Message answer;
        try {
            answer = AnswerCodec.decode(frame, stream.type());
            if (answer instanceof Message.Response response) {
                Failures.checkSize(response.body(), config.maxMessage());
            }
        } catch (ProtocolException e) {
            reject(stream, e);
            return;
        }
        if (answer instanceof Message.AuthOk ok) {
            credentials.got(ok.grant());
        }
        if (answer instanceof Message.Subscribed) {
            stream.state = State.ATTACHED;
            freePlace(stream);
        } else if (answer instanceof Message.Response response
                && !response.body().isWhole()) {
            stream.state = State.RECEIVING;
            stream.body = new IncomingBody(stream.id, response.body(), true, writer);
            stream.body.given(stream.credit.bytes());
            answer = response.with(response.body().with(stream.body));
        } else {
            end(stream);
        }
        stream.listener().answered(answer);
    }

    void event(Frame frame) throws ProtocolException {
        Outbound stream = find(frame);
        if (stream == null) {
            return;
        }
        if (stream.state != State.ATTACHED || stream.body != null) {
            throw new ProtocolException(ErrorCode.PROTOCOL, "NOTIFY on the stream of " + stream);
        }
        if (!stream.credit.isOpen()) {
            throw new ProtocolException(ErrorCode.FLOW_CONTROL, "NOTIFY without credit on stream " + stream.id);
        }
        Message.Notify event;
        try {
            event = NotifyCodec.decode(frame);
            Failures.checkSize(event.data(), config.maxMessage());
        } catch (ProtocolException e) {
            reject(stream, e);
            return;
        }
        stream.credit.take((int) event.data().size());
        if (event.data().isWhole()) {
            stream.listener().event(event);
        } else {
            stream.body = new IncomingBody(stream.id, event.data(), false, writer);
            stream.body.unlimited();
            stream.body.into(new EventParts(stream, event));
        }
    }

    /** More of the body of an answer or an event. */
    void chunk(Frame frame) throws ProtocolException {
        Outbound stream = find(frame);
        if (stream == null) {
            return;
        }
        IncomingBody body = stream.body;
        if (body == null) {
            throw new ProtocolException(ErrorCode.PROTOCOL, "CHUNK on the stream of " + stream);
        }
        ByteBuffer part = body.accept(frame);
        if (body.isWhole()) {
            stream.body = null;
            if (stream.state == State.RECEIVING) {
                end(stream);
            }
        }
        body.deliver(part);
    }

    /** The other side takes more of a request's body. */
    void credited(Frame frame, Credit credit) throws ProtocolException {
        Outbound stream = find(frame);
        if (stream != null) {
            stream.taken.add(credit.messages(), credit.bytes());
            ready(stream);
        }
    }

    /** There may be something to send of a request's body. */
    void ready(Outbound stream) {
        if (stream.sending != null && stream.sending.isOpen()) {
            writer.turn(stream);
        }
    }

    void failed(Frame frame, Failure failure) throws ProtocolException {
        Outbound stream = find(frame);
        if (stream != null) {
            fail(stream, failure);
        }
    }

    /** @return {@code null} for one that has ended */
    Outbound find(Frame frame) throws ProtocolException {
        if (frame.stream() >= next) {
            throw new ProtocolException(
                    ErrorCode.PROTOCOL, frame.type() + " on stream " + frame.stream() + ", which wasn't opened");
        }
        return streams.get(frame.stream());
    }

    /** What came can't be taken: the other side is told as well, since more of it may be on the way. */
    private void reject(Outbound stream, ProtocolException e) throws ProtocolException {
        if (!Failures.isOfStream(e.code())) {
            throw e;
        }
        long id = stream.id;
        Failure failure = e.failure();
        writer.control(out -> ErrorCodec.encode(out, id, failure));
        fail(stream, failure);
    }

    // The end of it

    /** No stream is opened any more. Those that weren't yet, or that the other side didn't take, fail. */
    void bar(Failure failure, long lastTaken) {
        if (barred == null) {
            barred = failure;
        }
        for (Outbound stream : new ArrayList<>(streams.values())) {
            if (stream.id > lastTaken) {
                fail(stream, failure);
            }
        }
        failAll(waiting.toList(), failure);
        failAll(writer.turns(), failure);
    }

    private void failAll(List<Turn> unsent, Failure failure) {
        for (Turn turn : unsent) {
            if (turn instanceof Outbound stream && stream.state == State.WAITING) {
                fail(stream, failure);
            }
        }
    }

    /** The connection is gone. */
    void lost(Failure failure) {
        barred = failure;
        bar(failure, -1);
    }

    /** Tells the listeners of those that were never opened. */
    void tellRefused() {
        for (Runnable each = refused.poll(); each != null; each = refused.poll()) {
            each.run();
        }
    }

    private void refuse(Outbound stream, Failure failure) {
        refused.add(() -> fail(stream, failure));
    }

    /** Ends a stream with the last call of its listener, unless it has ended. */
    void fail(Outbound stream, Failure failure) {
        if (stream.state != State.ENDED) {
            IncomingBody body = stream.state == State.RECEIVING ? stream.body : null;
            end(stream);
            if (body == null) {
                stream.listener().failed(failure);
            } else {
                body.fail(failure);
            }
        }
    }

    /** Ends a stream with no further word to either side. */
    void end(Outbound stream) {
        stream.state = State.ENDED;
        stream.request = null;
        stream.sending = null;
        stream.body = null;
        stream.leaveLine();
        if (stream.id != 0) {
            streams.remove(stream.id);
        }
        freePlace(stream);
    }

    private void freePlace(Outbound stream) {
        if (stream.holdsPlace) {
            stream.holdsPlace = false;
            places--;
            admit();
        }
    }

    /** Gives a turn to those for whom the other side has a place. */
    private void admit() {
        while (places < peerMaxStreams && !waiting.isEmpty()) {
            var stream = (Outbound) waiting.poll();
            stream.holdsPlace = true;
            places++;
            writer.turn(stream);
        }
    }

    // What goes out

    /** @return whether the stream wants another turn */
    boolean write(Outbound stream, FrameWriter out, long now) {
        if (stream.sending == null) {
            writeRequest(stream, out, now);
            return false;
        }
        boolean again = stream.sending.write(out, stream.id);
        if (stream.sending.isWritten()) {
            stream.sending = null;
        }
        return again;
    }

    private void writeRequest(Outbound stream, FrameWriter out, long now) {
        Message.Request request = stream.request;
        if (stream.deadlineMillis() <= now) {
            fail(stream, Failure.of(ErrorCode.DEADLINE, "the deadline passed before the request was sent"));
            return;
        }
        if (isUsedUp()) {
            fail(stream, Failure.of(ErrorCode.DRAIN, "the connection is used up"));
            return;
        }
        Body body = RequestCodec.bodyOf(request);
        long size = body.size();
        if (size > peerMaxMessage) {
            fail(stream, Failures.bodyTooLarge(size, peerMaxMessage));
            return;
        }
        RequestCodec.encode(out, request, next, timeout(stream, now));
        int length = out.lastSize() - Wire.HEADER;
        if (length > Wire.MAX_LENGTH) {
            out.dropLast();
            fail(stream, Failures.bodyTooLarge(length, Wire.MAX_LENGTH));
            return;
        }
        stream.id = next;
        stream.state = State.SENT;
        stream.request = null;
        stream.sending = OutgoingBody.behind(body, size == 0 ? 0 : out.lastPart(), stream.taken, true);
        streams.put(next, stream);
        next += 2;
        stream.giveFirstCredit(request);
    }

    private static long timeout(Outbound stream, long now) {
        return stream.deadlineMillis() == Session.NO_DEADLINE ? -1 : stream.deadlineMillis() - now;
    }
}
