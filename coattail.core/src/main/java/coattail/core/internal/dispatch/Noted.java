// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.dispatch;

import coattail.core.internal.trace.Step;
import coattail.core.internal.wire.Failure;

/** Hands an outcome on, and ends the step with it. */
record Noted(Answer answer, Step step) implements Answer {
    @Override
    public boolean begin() {
        return answer.begin();
    }

    @Override
    public void respond(Output output) {
        step.ended(Step.DONE);
        answer.respond(output);
    }

    @Override
    public void fail(Failure failure) {
        step.failed(failure.code());
        answer.fail(failure);
    }

    @Override
    public void sendBody(long deadlineMillis) {
        answer.sendBody(deadlineMillis);
    }

    @Override
    public void released() {
        answer.released();
    }
}
