// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.peer;

import java.util.Map;

import coattail.api.ErrorCode;
import coattail.core.internal.authority.Ending;
import coattail.core.internal.authority.Grant;
import coattail.core.internal.dispatch.Answer;
import coattail.core.internal.dispatch.Failures;
import coattail.core.internal.dispatch.Output;
import coattail.core.internal.dispatch.Running;
import coattail.core.internal.memory.ByteBudget;
import coattail.core.internal.session.Inbound;
import coattail.core.internal.session.IncomingBody;
import coattail.core.internal.session.Session;
import coattail.core.internal.wire.Body;
import coattail.core.internal.wire.Failure;
import coattail.core.internal.wire.Message;
import coattail.core.internal.wire.RequestCodec;
import coattail.core.internal.work.Timeout;

/** One request of the peer that is being worked on. Belongs to the connection's mailbox, its answer to any thread. */
final class Served implements Answer {
    private final Serving serving;
    private final Link link;
    private final Session session;
    private final Inbound stream;
    private final Grant grant;
    private Running running = Running.OVER;
    /** Why nothing more is sent, where something is; {@code null} as long as it is. */
    private Failure ended;

    private Timeout timer;
    /** The body that is being sent in several frames; {@code null} while none is. */
    private volatile Departure departure;

    private boolean answered;

    Served(Serving serving, Link link, Session session, Inbound stream, Grant grant) {
        this.serving = serving;
        this.link = link;
        this.session = session;
        this.stream = stream;
        this.grant = grant;
    }

    /** Makes the rest of the request's body one that others can ask for. */
    Message.GrantedRequest expect(Message.GrantedRequest request, ByteBudget.Share account, long deadline) {
        var body = RequestCodec.bodyOf(request);
        if (!(body.rest() instanceof IncomingBody rest)) {
            return request;
        }
        var arrival = new Arrival(rest, link::execute, account, () -> {}, this::arrived);
        timer = link.schedule(
                deadline, () -> arrival.failed(Failure.of(ErrorCode.DEADLINE, "the body had not come in time")));
        return RequestCodec.with(request, body.with(arrival));
    }

    private void arrived() {
        if (timer != null) {
            timer.cancel();
        }
    }

    /** Hands over what a cancel is to end. */
    void running(Running operation) {
        running = operation;
    }

    boolean isUnder(Grant other) {
        return grant == other;
    }

    void endWith(Grant endedGrant, Ending ending) {
        if (isUnder(endedGrant)) {
            running.cancel(ending.code(), ending.reason());
            stopSending(Failure.of(ending.code(), ending.reason()));
        }
    }

    void cancel(String why) {
        running.cancel(ErrorCode.CANCELLED, why);
        stopSending(Failure.of(ErrorCode.CANCELLED, why));
    }

    /** The connection is lost. */
    void abandon(String why) {
        running.abandon(why);
        stopSending(Failure.of(ErrorCode.CANCELLED, why));
    }

    /** Whether somebody may still want what it is to bring about. */
    boolean isUnanswered() {
        return !answered;
    }

    @Override
    public void respond(Output output) {
        var counts =
                output.publication().map(publication -> publication.counts()).orElse(Map.of());
        var body = output.body().isWhole() ? output.body() : departing(output.body());
        link.execute(() -> send(new Message.Response(body, counts, output.publishRefused())));
    }

    private Body departing(Body body) {
        departure = new Departure(
                body,
                begun -> {},
                () -> link.execute(() -> session.ready(stream)),
                fault -> link.execute(() -> stopSending(Failures.ofHandler("the payload that was answered", fault))));
        return body.with(departure);
    }

    private void send(Message.Response response) {
        answered();
        if (ended != null && departure != null) {
            session.refuse(stream, ended);
        } else if (session.respond(stream, response)) {
            return;
        }
        stop();
    }

    @Override
    public void sendBody(long deadline) {
        var sending = departure;
        if (sending != null) {
            var late = link.schedule(
                    deadline,
                    () -> stopSending(Failure.of(ErrorCode.DEADLINE, "the answer had not been read in time")));
            sending.run();
            late.cancel();
        }
    }

    private void stopSending(Failure why) {
        if (ended == null) {
            ended = why;
        }
        if (departure != null) {
            session.refuse(stream, why);
            stop();
        }
    }

    private void stop() {
        if (departure != null) {
            departure.stop();
        }
    }

    @Override
    public void fail(Failure failure) {
        link.execute(() -> {
            session.refuse(stream, failure);
            answered();
        });
    }

    private void answered() {
        answered = true;
        serving.answered();
    }

    @Override
    public void released() {
        link.execute(() -> {
            serving.over(this);
            session.release(stream);
        });
    }
}
