// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.session;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;

import coattail.api.ErrorCode;
import coattail.core.internal.session.Inbound.State;
import coattail.core.internal.wire.AckCodec;
import coattail.core.internal.wire.AnswerCodec;
import coattail.core.internal.wire.Body;
import coattail.core.internal.wire.CreditCodec.Credit;
import coattail.core.internal.wire.ErrorCodec;
import coattail.core.internal.wire.Failure;
import coattail.core.internal.wire.Frame;
import coattail.core.internal.wire.FrameType;
import coattail.core.internal.wire.FrameWriter;
import coattail.core.internal.wire.Message;
import coattail.core.internal.wire.ProtocolException;
import coattail.core.internal.wire.RequestCodec;
import coattail.core.internal.wire.Wire;

/** The streams that the other side opened: its requests, and its subscriptions to what this side publishes. */
final class PeerStreams {
    private final SessionConfig config;
    private final SessionEvents events;
    private final Credentials credentials;
    private final Writer writer;
    private final Notices notices;
    /** Those that haven't ended. What isn't in here and not above {@code highest} has. */
    private final Map<Long, Inbound> streams = new HashMap<>();

    private long highest;
    private int places;
    private int waitingAnswers;
    private int peerMaxMessage;
    private boolean leaving;

    PeerStreams(SessionConfig config, SessionEvents events, Credentials credentials, Writer writer) {
        this.config = config;
        this.events = events;
        this.credentials = credentials;
        this.writer = writer;
        this.notices = new Notices(this, events, writer);
    }

    void peerTakes(int maxMessage) {
        peerMaxMessage = maxMessage;
        notices.peerTakes(maxMessage);
    }

    /** Takes no stream any more. @return the highest that was taken */
    long leave() {
        leaving = true;
        return highest;
    }

    /** How many haven't ended. */
    int count() {
        return streams.size();
    }

    /** Whether nothing of the other side's is under way. */
    boolean isIdle() {
        return streams.isEmpty();
    }

    /** Whether the other side lets more answers wait than it has any right to. */
    boolean isFlooded() {
        return waitingAnswers > 2L * config.maxStreams();
    }

    // What comes in

    void open(Frame frame, long now) throws ProtocolException {
        long id = frame.stream();
        if (id <= highest) {
            throw new ProtocolException(ErrorCode.PROTOCOL, "stream " + id + " after stream " + highest);
        }
        highest = id;
        var stream = new Inbound(id, frame.type());
        places++;
        Message.Request request;
        try {
            request = admit(frame, now);
        } catch (ProtocolException e) {
            if (!Failures.isOfRequest(e.code())) {
                throw e;
            }
            stream.released = true;
            refuse(stream, e.failure());
            return;
        }
        streams.put(id, stream);
        if (request instanceof Message.GrantedRequest granted) {
            if (request instanceof Message.Subscribe subscribe) {
                stream.credit.add(subscribe.creditMessages(), subscribe.creditBytes());
            } else {
                stream.credit.add(0, RequestCodec.creditOf(request));
            }
            events.request(stream, expect(stream, granted));
        } else {
            events.authenticate(stream, request);
        }
    }

    /** Gets ready for the rest of a body. */
    private Message.GrantedRequest expect(Inbound stream, Message.GrantedRequest request) {
        Body body = RequestCodec.bodyOf(request);
        if (body.isWhole()) {
            return request;
        }
        stream.body = new IncomingBody(stream.id(), body, true, writer);
        return RequestCodec.with(request, body.with(stream.body));
    }

    private Message.Request admit(Frame frame, long now) throws ProtocolException {
        if (frame.type() == FrameType.AUTH) {
            credentials.shown(now);
        }
        if (leaving) {
            throw new ProtocolException(ErrorCode.DRAIN, "this connection is closing");
        }
        if (places > config.maxStreams()) {
            throw new ProtocolException(
                    ErrorCode.BUSY, "more than " + config.maxStreams() + " requests at once on this connection");
        }
        Message.Request request = RequestCodec.decode(frame);
        Failures.checkSize(RequestCodec.bodyOf(request), config.maxMessage());
        if (request instanceof Message.GrantedRequest granted) {
            if (!credentials.isGiven(granted.grant())) {
                throw new ProtocolException(
                        ErrorCode.AUTH_REQUIRED, "no grant " + granted.grant() + " on this connection");
            }
        } else if (credentials.isFull()) {
            throw new ProtocolException(ErrorCode.BUSY, "too many grants on this connection");
        }
        return request;
    }

    /** CANCEL or ERROR: the other side is done with a stream of its own. */
    void ended(Frame frame) throws ProtocolException {
        Inbound stream = find(frame);
        if (stream != null) {
            tellEnded(stream, false);
        }
    }

    void credited(Frame frame, Credit credit) throws ProtocolException {
        Inbound stream = find(frame);
        if (stream != null) {
            stream.credit.add(credit.messages(), credit.bytes());
            turn(stream);
        }
    }

    /** More of a request's body. */
    void chunk(Frame frame) throws ProtocolException {
        Inbound stream = find(frame);
        if (stream == null) {
            return;
        }
        if (stream.body == null || stream.body.isWhole()) {
            throw new ProtocolException(ErrorCode.PROTOCOL, "CHUNK of " + stream);
        }
        stream.body.deliver(stream.body.accept(frame));
    }

    /** Gives a stream a turn if it has something that the other side takes. */
    private void turn(Inbound stream) {
        if (stream.sending == null) {
            notices.turn(stream);
        } else if (stream.sending.isOpen()) {
            writer.turn(stream);
        }
    }

    void acknowledged(Frame frame) throws ProtocolException {
        AckCodec.Ack ack = AckCodec.decode(frame);
        Inbound stream = find(frame);
        if (stream == null || stream.state == State.ANSWERED) {
            return;
        }
        if (stream.state != State.ATTACHED || stream.answer != null) {
            throw new ProtocolException(ErrorCode.PROTOCOL, "ACK of " + stream);
        }
        events.acknowledged(stream, ack.sequence(), ack.status());
    }

    boolean hasEnded(Frame frame) throws ProtocolException {
        return find(frame) == null;
    }

    /** @return {@code null} for one that has ended */
    private Inbound find(Frame frame) throws ProtocolException {
        if (frame.stream() > highest) {
            throw new ProtocolException(
                    ErrorCode.PROTOCOL, frame.type() + " on stream " + frame.stream() + ", which wasn't opened");
        }
        return streams.get(frame.stream());
    }

    /** The connection is gone. */
    void lost() {
        for (Inbound stream : new ArrayList<>(streams.values())) {
            tellEnded(stream, true);
        }
    }

    private void tellEnded(Inbound stream, boolean lost) {
        State before = stream.state;
        end(stream);
        if (before == State.UNANSWERED || before == State.SENDING) {
            events.cancelled(stream, lost);
        } else if (before == State.ATTACHED) {
            events.detached(stream, lost);
        }
        failBody(stream, lost ? ErrorCode.NOT_CONNECTED : ErrorCode.CANCELLED);
    }

    private static void failBody(Inbound stream, ErrorCode code) {
        if (stream.body != null) {
            stream.body.fail(Failure.of(code, "the request is over"));
        }
    }

    // What the instance says

    void grant(Inbound stream, Message.AuthOk answer) {
        if (stream.state == State.UNANSWERED) {
            credentials.give(answer.grant());
            answer(stream, answer);
        }
        answered(stream);
    }

    boolean respond(Inbound stream, Message.Response response) {
        long size = response.body().size();
        boolean fits = size <= peerMaxMessage;
        boolean wanted = stream.state == State.UNANSWERED;
        if (wanted) {
            answer(stream, fits ? response : Failures.bodyTooLarge(size, peerMaxMessage));
        }
        answered(stream);
        return wanted && fits;
    }

    boolean attach(Inbound stream, Message.Subscribed answer, EventSource source) {
        boolean attached = stream.state == State.UNANSWERED;
        if (attached) {
            stream.state = State.ATTACHED;
            stream.answer = answer;
            stream.source = source;
            stream.mayHaveEvents = true;
            waitingAnswers++;
            writer.turn(stream);
        }
        answered(stream);
        return attached;
    }

    void ready(Inbound stream) {
        stream.mayHaveEvents = true;
        turn(stream);
    }

    void refuse(Inbound stream, Failure failure) {
        if (stream.state == State.UNANSWERED) {
            if (stream.type() == FrameType.AUTH) {
                credentials.refused();
            }
            answer(stream, failure);
        } else if (stream.state == State.ATTACHED || stream.state == State.SENDING) {
            forgetAnswer(stream);
            stream.sending = null;
            answer(stream, failure);
        }
        answered(stream);
    }

    void endQuietly(Inbound stream) {
        if (stream.state == State.ATTACHED) {
            end(stream);
        }
    }

    void release(Inbound stream) {
        stream.released = true;
        freePlace(stream);
    }

    /** The last word on a stream. */
    private void answer(Inbound stream, Object answer) {
        stream.state = State.ANSWERED;
        stream.answer = answer;
        waitingAnswers++;
        writer.turn(stream);
    }

    /** Where a handler may outlive its answer, the instance says when it has returned; elsewhere the answer says it. */
    private void answered(Inbound stream) {
        if (stream.type() != FrameType.PERFORM) {
            stream.released = true;
        }
        freePlace(stream);
    }

    private void end(Inbound stream) {
        forgetAnswer(stream);
        stream.state = State.ENDED;
        stream.source = null;
        stream.sending = null;
        stream.leaveLine();
        streams.remove(stream.id());
        freePlace(stream);
    }

    private void forgetAnswer(Inbound stream) {
        if (stream.answer != null) {
            stream.answer = null;
            waitingAnswers--;
        }
    }

    private void freePlace(Inbound stream) {
        boolean answered = stream.state == State.ENDED || (stream.state == State.ATTACHED && stream.answer == null);
        if (stream.holdsPlace && stream.released && answered) {
            stream.holdsPlace = false;
            places--;
        }
    }

    // What goes out

    /** @return whether the stream wants another turn */
    boolean write(Inbound stream, FrameWriter out) {
        Object answer = stream.answer;
        if (answer == null) {
            return stream.sending == null ? notices.write(stream, out) : writeChunk(stream, out);
        }
        boolean dropped = false;
        if (answer instanceof Failure failure) {
            ErrorCodec.encode(out, stream.id(), failure);
        } else {
            AnswerCodec.encode(out, stream.type(), (Message) answer, stream.id());
            int length = out.lastSize() - Wire.HEADER;
            if (length > Wire.MAX_LENGTH) {
                out.dropLast();
                dropped = true;
                ErrorCodec.encode(out, stream.id(), Failures.bodyTooLarge(length, Wire.MAX_LENGTH));
            }
        }
        forgetAnswer(stream);
        if (stream.state == State.ATTACHED) {
            freePlace(stream);
            return stream.credit.isOpen();
        }
        if (answer instanceof Message.Response response && !dropped) {
            stream.sending = OutgoingBody.behind(response.body(), written(response, out), stream.credit, true);
        }
        if (stream.sending != null) {
            stream.state = State.SENDING;
            return stream.sending.isOpen();
        }
        finish(stream);
        return false;
    }

    private static int written(Message.Response response, FrameWriter out) {
        return response.body().size() == 0 ? 0 : out.lastPart();
    }

    private boolean writeChunk(Inbound stream, FrameWriter out) {
        boolean again = stream.sending.write(out, stream.id());
        if (!stream.sending.isWritten()) {
            return again;
        }
        stream.sending = null;
        if (stream.state == State.ATTACHED) {
            return stream.credit.isOpen();
        }
        finish(stream);
        return false;
    }

    /** The answer is out: whatever of the request's body hasn't come isn't wanted any more. */
    private void finish(Inbound stream) {
        end(stream);
        failBody(stream, ErrorCode.CANCELLED);
    }
}
