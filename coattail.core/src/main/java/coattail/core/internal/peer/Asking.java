// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.peer;

import java.util.ArrayDeque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.IntFunction;

import coattail.api.ErrorCode;
import coattail.core.internal.dispatch.Failures;
import coattail.core.internal.memory.ByteBudget;
import coattail.core.internal.session.IncomingBody;
import coattail.core.internal.session.Outbound;
import coattail.core.internal.session.Session;
import coattail.core.internal.session.SessionEvents;
import coattail.core.internal.subscribe.PublisherLink;
import coattail.core.internal.wire.Failure;
import coattail.core.internal.wire.Message;
import coattail.core.internal.wire.RequestCodec;
import coattail.core.internal.work.Timeout;
import coattail.core.internal.work.TimerWheel;
import coattail.core.internal.work.Workers;

/**
 * What this instance asks of the peer of one connection. Requests beyond what the peer, or the token held from it, lets
 * be under way wait in line here, within their deadlines, and so do those that come before the peer has answered the
 * token: a connection serves as soon as one side's token is accepted. The fields belong to the connection's mailbox.
 */
final class Asking implements PublisherLink {
    /** The answer is to win against the caller's own timer. */
    private static final long GRACE_MILLIS = 250;

    private static final int NO_GRANT = 0;

    private final Link link;
    private final Session session;
    private final TimerWheel timers;
    private final Workers workers;
    private final ArrayDeque<Asked> line = new ArrayDeque<>();
    private final Set<Asked> open = new LinkedHashSet<>();
    private ByteBudget.Share account;
    private int underWay;
    private int peerLimit = 1;
    private int tokenLimit = 1;
    /** Read by other threads as well. */
    private volatile int grant = NO_GRANT;

    private Failure ended = Failure.of(ErrorCode.NOT_CONNECTED, "no token is held from this peer");
    /** Read by other threads as well. */
    private volatile boolean shown;
    /** What requests are told that come too late; {@code null} while they don't. */
    private Failure barred;

    Asking(Link link, Session session, TimerWheel timers, Workers workers) {
        this.link = link;
        this.session = session;
        this.timers = timers;
        this.workers = workers;
    }

    /** Says where bodies of the peer are counted that nobody has consumed. */
    void account(ByteBudget.Share ofPeer) {
        account = ofPeer;
    }

    void peerAllows(int streams) {
        peerLimit = streams;
    }

    /** A token has been shown to the peer: until it is answered, what needs a grant waits in line for it. */
    void shown() {
        shown = true;
    }

    /** The peer has accepted a token. Requests from now on go under this grant; those under way stay under theirs. */
    void grant(int number, int concurrency) {
        shown = false;
        grant = number;
        tokenLimit = concurrency;
        advance();
    }

    /** Whether requests can be made; safe to ask on any thread. */
    boolean granted() {
        return grant != NO_GRANT;
    }

    /**
     * Whether requests can be made, or wait in line until the peer has answered the token; safe to ask on any thread.
     */
    boolean expected() {
        return granted() || shown;
    }

    /** A grant has ended. @return whether it is the one that requests go under */
    boolean ended(int number, Failure why) {
        if (grant != number) {
            return false;
        }
        grant = NO_GRANT;
        refused(why);
        return true;
    }

    /** The peer hasn't accepted a token, or doesn't any more: what requests are told as long as there is no grant. */
    void refused(Failure why) {
        shown = false;
        if (grant == NO_GRANT) {
            ended = why;
            for (var waiting : List.copyOf(line)) {
                waiting.fail(why);
            }
        }
    }

    /** One of the two sides is leaving: what waits in line was surely not begun. */
    void leaving(String why) {
        barred = Failure.of(ErrorCode.DRAIN, why);
        for (var waiting : List.copyOf(line)) {
            waiting.fail(barred);
        }
    }

    /** This instance stops: it detaches from what it is subscribed to, since nobody is going to receive it. */
    void detach() {
        for (var asked : List.copyOf(open)) {
            if (asked.subscribed) {
                asked.end(Failure.of(ErrorCode.DRAIN, "this instance is stopping"));
            }
        }
    }

    /** The session is over; it has failed what was open. */
    void closed() {
        ended = Failure.of(ErrorCode.NOT_CONNECTED, "the connection with the peer was lost");
        if (barred == null) {
            barred = ended;
        }
        for (var waiting : List.copyOf(line)) {
            waiting.fail(ended);
        }
        for (var asked : List.copyOf(open)) {
            asked.fail(ended);
        }
    }

    @Override
    public Stream open(
            IntFunction<Message.Request> request, long deadlineMillis, SessionEvents.ResponseListener listener) {
        var asked = new Asked(request, deadlineMillis, listener);
        link.execute(asked::begin);
        return asked;
    }

    private void advance() {
        while (!line.isEmpty() && grant != NO_GRANT && underWay < Math.min(peerLimit, tokenLimit)) {
            line.poll().send();
        }
    }

    /** One request, from its wish to its end. */
    private final class Asked implements Stream, SessionEvents.ResponseListener {
        private final IntFunction<Message.Request> request;
        private final long deadline;
        private final SessionEvents.ResponseListener listener;
        private Outbound stream;
        private Timeout timer;
        /** The request's body, where it is read while it is sent; else {@code null}. */
        private Departure departure;
        /** The answer's body, where it comes in several frames; else {@code null}. */
        private Arrival arrival;

        private boolean counted;
        private boolean subscribed;
        private boolean over;

        Asked(IntFunction<Message.Request> request, long deadline, SessionEvents.ResponseListener listener) {
            this.request = request;
            this.deadline = deadline;
            this.listener = listener;
        }

        void begin() {
            if (over) {
                return;
            }
            if (barred != null || !expected()) {
                fail(expected() ? barred : ended);
                return;
            }
            timer = timers.schedule(deadline + GRACE_MILLIS, () -> link.execute(this::late));
            if (grant != NO_GRANT && underWay < Math.min(peerLimit, tokenLimit)) {
                send();
            } else {
                line.add(this);
            }
        }

        private void send() {
            counted = true;
            underWay++;
            open.add(this);
            stream = session.open(departing(request.apply(grant)), deadline, this);
        }

        /** Has the body read, as far as the peer takes it, that isn't in memory. */
        private Message.Request departing(Message.Request message) {
            var body = RequestCodec.bodyOf(message);
            if (body.isWhole()) {
                return message;
            }
            departure = new Departure(
                    body,
                    this::read,
                    () -> link.execute(() -> session.ready(stream)),
                    fault -> cancel(Failures.ofInput(fault)));
            return RequestCodec.with((Message.GrantedRequest) message, body.with(departure));
        }

        private void read(Departure body) {
            try {
                workers.execute("coattail body -> " + link, getClass().getClassLoader(), body);
            } catch (RejectedExecutionException e) {
                cancel(Failure.of(ErrorCode.BUSY, "all workers are taken"));
            }
        }

        private void late() {
            end(Failure.of(ErrorCode.DEADLINE, "no answer came from the peer in time"));
        }

        /** Ends it from this side. */
        private void end(Failure why) {
            if (!over) {
                var sent = stream;
                fail(why);
                if (sent != null) {
                    session.cancel(sent);
                }
            }
        }

        @Override
        public void answered(Message answer) {
            if (over) {
                return;
            }
            if (answer instanceof Message.Response response && response.body().rest() instanceof IncomingBody rest) {
                // It takes its place, and has its deadline, until the body is whole.
                arrival = new Arrival(
                        rest, link::execute, account, () -> cancel(Failure.of(ErrorCode.CANCELLED, "")), this::arrived);
                listener.answered(response.with(response.body().with(arrival)));
                return;
            }
            if (answer instanceof Message.Subscribed) {
                subscribed = true;
                stopCounting();
            } else {
                finish();
            }
            listener.answered(answer);
            advance();
        }

        /** The body of the answer is whole, or isn't going to be. */
        private void arrived() {
            if (!over) {
                finish();
                advance();
            }
        }

        private void finish() {
            over = true;
            open.remove(this);
            line.remove(this);
            stopCounting();
            if (departure != null) {
                departure.stop();
            }
        }

        @Override
        public void failed(Failure failure) {
            fail(failure);
        }

        @Override
        public void event(Message.Notify event) {
            if (!over) {
                listener.event(event);
            }
        }

        private void fail(Failure failure) {
            if (over) {
                return;
            }
            finish();
            if (arrival == null) {
                listener.failed(failure);
            } else {
                arrival.failed(failure);
            }
            advance();
        }

        private void stopCounting() {
            if (timer != null) {
                timer.cancel();
            }
            if (counted) {
                counted = false;
                underWay--;
            }
        }

        @Override
        public void cancel() {
            cancel(Failure.of(ErrorCode.CANCELLED, ""));
        }

        private void cancel(Failure why) {
            link.execute(() -> end(why));
        }

        @Override
        public void credit(int messages, int bytes) {
            link.execute(() -> {
                if (!over && stream != null) {
                    session.credit(stream, messages, bytes);
                }
            });
        }

        @Override
        public void acknowledge(long sequence, int status) {
            link.execute(() -> {
                if (!over && stream != null) {
                    session.acknowledge(stream, sequence, status);
                }
            });
        }
    }
}
