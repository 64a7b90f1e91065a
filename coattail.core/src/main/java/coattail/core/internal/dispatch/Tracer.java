// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.dispatch;

import static java.util.Objects.requireNonNull;

import java.util.List;

import coattail.core.internal.authority.Operation;
import coattail.core.internal.trace.Chronicle;
import coattail.core.internal.trace.StepsText;
import coattail.core.internal.trace.TraceContext;
import coattail.core.internal.wire.Trace;

/** Tells what this instance remembers of a cascade. */
public final class Tracer {
    private final Entrance entrance;
    private final Chronicle chronicle;

    public Tracer(Entrance entrance, Chronicle chronicle) {
        this.entrance = requireNonNull(entrance, "entrance");
        this.chronicle = requireNonNull(chronicle, "chronicle");
    }

    /** Answers with the steps of this instance alone: it asks nobody. */
    public void trace(Caller caller, Trace trace, Answer answer) {
        var refused = entrance.enter(caller, Operation.TRACE, "", 0);
        if (refused.isPresent()) {
            answer.fail(refused.get());
            answer.released();
            return;
        }
        try {
            var steps = TraceContext.of(trace)
                    .map(context -> chronicle.of(context.trace()))
                    .orElse(List.of());
            answer.respond(Output.of(StepsText.write(steps)));
        } catch (RuntimeException e) {
            answer.fail(Failures.internal("telling the steps of a cascade", e));
        } finally {
            entrance.leave(caller);
            answer.released();
        }
    }
}
