// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.dispatch;

import java.util.function.BiFunction;
import java.util.function.Consumer;

import coattail.api.ErrorCode;
import coattail.core.internal.wire.ArrivingRest;
import coattail.core.internal.wire.Body;
import coattail.core.internal.wire.Failure;

/**
 * A request of which the body has yet to come: what it asks for is known when all of it is here. Guarded by itself;
 * nobody is told anything while it is.
 */
final class Gathering implements Running, Answer {
    private final ArrivingRest rest;
    private final Answer answer;
    /** The body is here, and the request goes on. */
    private boolean whole;

    private boolean ended;
    /** What it goes on as; {@code null} as long as that isn't known. */
    private Running next;
    /** What was asked of that before it was known. */
    private Consumer<Running> late = running -> {};

    private Gathering(ArrivingRest rest, Answer answer) {
        this.rest = rest;
        this.answer = answer;
    }

    /**
     * Has the body come.
     *
     * @param first the body as far as it is here
     * @param go goes on with the whole body, and what is to be answered
     */
    static Running of(Body first, ArrivingRest rest, Answer answer, BiFunction<Body, Answer, Running> go) {
        var gathering = new Gathering(rest, answer);
        rest.gather(first, body -> gathering.go(body, go), gathering::end);
        return gathering;
    }

    private void go(Body body, BiFunction<Body, Answer, Running> go) {
        synchronized (this) {
            whole = !ended;
        }
        if (!whole) {
            rest.release();
            return;
        }
        var running = go.apply(body, this);
        Consumer<Running> asked;
        synchronized (this) {
            next = running;
            asked = late;
        }
        asked.accept(running);
    }

    private void end(Failure failure) {
        synchronized (this) {
            if (ended || whole) {
                return;
            }
            ended = true;
        }
        Requests.refuse(failure, answer);
    }

    @Override
    public void cancel(ErrorCode code, String reason) {
        pass(running -> running.cancel(code, reason));
        end(Failure.of(code, reason));
    }

    @Override
    public void abandon(String why) {
        pass(running -> running.abandon(why));
        end(Failure.of(ErrorCode.CANCELLED, why));
    }

    private void pass(Consumer<Running> asked) {
        Running running;
        synchronized (this) {
            running = next;
            if (running == null) {
                late = late.andThen(asked);
            }
        }
        if (running != null) {
            asked.accept(running);
        }
    }

    @Override
    public boolean begin() {
        return answer.begin();
    }

    @Override
    public void respond(Output output) {
        answer.respond(output);
    }

    @Override
    public void fail(Failure failure) {
        answer.fail(failure);
    }

    @Override
    public void sendBody(long deadlineMillis) {
        answer.sendBody(deadlineMillis);
    }

    @Override
    public void released() {
        rest.release();
        answer.released();
    }
}
