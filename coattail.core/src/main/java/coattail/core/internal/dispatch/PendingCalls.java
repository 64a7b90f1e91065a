// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.dispatch;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;

import coattail.api.CoattailException;
import coattail.api.ErrorCode;
import coattail.core.internal.trace.Chronicle;
import coattail.core.internal.wire.Trace;

/**
 * The calls of bundles that have no outcome yet. When the instance stops they get one here: what they wait for, were it
 * only a deadline, doesn't come any more.
 */
final class PendingCalls {
    private final Executor workers;
    private final Chronicle chronicle;
    /** By number, for the order of a set by identity differs from run to run, and a simulation's must not. */
    private final Map<Long, PendingCall<?>> open = new ConcurrentHashMap<>();

    private final AtomicLong numbers = new AtomicLong();
    private volatile boolean closed;

    PendingCalls(Executor workers, Chronicle chronicle) {
        this.workers = workers;
        this.chronicle = chronicle;
    }

    /** A new call, of the cascade that {@code cause} says, or the first of a new one. */
    <T> PendingCall<T> open(Trace cause) {
        var call = new PendingCall<T>(workers, chronicle, chronicle.begin(cause));
        long number = numbers.incrementAndGet();
        open.put(number, call);
        call.whenOver(() -> open.remove(number));
        return call;
    }

    /** To be asked once a call is open: from then on either this says so, or {@link #close} ends the call. */
    void checkOpen() {
        if (closed) {
            throw stopped();
        }
    }

    void close() {
        closed = true;
        open.values().forEach(call -> call.fail(stopped()));
    }

    private static CoattailException stopped() {
        return new CoattailException(
                ErrorCode.UNAVAILABLE, "this instance has stopped, or is being updated; try again");
    }
}
