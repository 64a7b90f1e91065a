// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import coattail.api.ErrorCode;
import coattail.core.internal.wire.Failure;
import coattail.core.internal.wire.Message;

/** Writes down what a session tells, and answers nothing by itself. */
class Recorder implements SessionEvents {

    /** A request and the stream that it came on. */
    record Asked(Inbound stream, Message.Request request) {}

    /** An ACK and the stream that it came on. */
    record Acked(Inbound stream, long sequence, int status) {}

    PeerHello peer;
    final List<Asked> shown = new ArrayList<>();
    final List<Asked> asked = new ArrayList<>();
    final List<Inbound> cancelled = new ArrayList<>();
    final List<Inbound> detached = new ArrayList<>();
    /** Of those that were detached, the ones whose connection was lost. */
    final List<Inbound> lost = new ArrayList<>();

    final List<Acked> acknowledged = new ArrayList<>();
    final List<String> revoked = new ArrayList<>();
    final List<ErrorCode> goingAway = new ArrayList<>();
    int pongs;
    boolean over;
    Failure end;

    @Override
    public void proven(PeerHello hello) {
        if (peer != null) {
            throw new AssertionError("proven twice");
        }
        peer = hello;
    }

    @Override
    public void authenticate(Inbound stream, Message.Request credential) {
        shown.add(new Asked(stream, credential));
    }

    @Override
    public void request(Inbound stream, Message.GrantedRequest request) {
        asked.add(new Asked(stream, request));
    }

    @Override
    public void cancelled(Inbound stream, boolean lost) {
        cancelled.add(stream);
    }

    @Override
    public void acknowledged(Inbound subscription, long sequence, int status) {
        acknowledged.add(new Acked(subscription, sequence, status));
    }

    @Override
    public void detached(Inbound subscription, boolean connectionLost) {
        detached.add(subscription);
        if (connectionLost) {
            lost.add(subscription);
        }
    }

    @Override
    public void revoked(int grant, ErrorCode code, String detail) {
        revoked.add(grant + " " + code + " " + detail);
    }

    @Override
    public void goingAway(ErrorCode code, long retryMillis) {
        goingAway.add(code);
    }

    @Override
    public void closed(Optional<Failure> failure) {
        if (over) {
            throw new AssertionError("closed twice");
        }
        over = true;
        end = failure.orElse(null);
    }

    @Override
    public void pong() {
        pongs++;
    }

    /** What one stream brought. */
    static final class Answers implements ResponseListener {
        final List<Message> answers = new ArrayList<>();
        final List<Failure> failures = new ArrayList<>();
        final List<Message.Notify> events = new ArrayList<>();
        /** Where the test has kept it. */
        Outbound stream;

        @Override
        public void answered(Message answer) {
            answers.add(answer);
        }

        @Override
        public void failed(Failure failure) {
            failures.add(failure);
        }

        @Override
        public void event(Message.Notify event) {
            events.add(event);
        }

        Message answer() {
            return answers.get(answers.size() - 1);
        }

        Failure failure() {
            return failures.get(failures.size() - 1);
        }
    }
}
