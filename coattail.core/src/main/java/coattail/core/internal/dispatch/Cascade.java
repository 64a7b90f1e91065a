// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.dispatch;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

import coattail.api.Call;
import coattail.api.CoattailException;
import coattail.api.Option;
import coattail.core.internal.wire.Trace;
import coattail.core.internal.work.Scope;

/**
 * What a bundle's calls continue.
 *
 * @param trace what travels with them
 * @param deadline their latest deadline, on the timers' clock; {@link Long#MAX_VALUE} for none
 * @param scope the handler that makes the calls; {@code null} for none
 * @param performing the action of this instance that makes the calls, if one does
 */
record Cascade(Trace trace, long deadline, Scope scope, Optional<String> performing) {
    static final Cascade NEW = new Cascade(Trace.NONE, Long.MAX_VALUE, null, Optional.empty());

    /** When a call that may take so long is due. */
    long due(long now, long millis) {
        return Math.min(deadline, now + millis);
    }

    /** Begins a call that ends with the handler that makes it. */
    <T> Call<T> begin(PendingCalls calls, Option[] options, Start<T> start) {
        requireNonNull(options, "options");
        var call = calls.<T>open(trace);
        if (scope != null) {
            long number = scope.add(call::cancel);
            call.whenOver(() -> scope.remove(number));
        }
        try {
            calls.checkOpen();
            call.running(start.start(CallOptions.of(options), call));
        } catch (CoattailException e) {
            call.fail(e);
        }
        return call;
    }

    /** Starts a call, or throws {@link CoattailException}. */
    interface Start<T> {
        Running start(CallOptions how, PendingCall<T> call);
    }
}
