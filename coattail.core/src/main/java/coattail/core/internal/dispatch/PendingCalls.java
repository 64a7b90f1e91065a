// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.dispatch;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

import coattail.api.CoattailException;
import coattail.api.ErrorCode;

/**
 * The calls of bundles that have no outcome yet. When the instance stops they get one here: what they wait for, were it
 * only a deadline, doesn't come any more.
 */
final class PendingCalls {
    private final Executor workers;
    private final Set<PendingCall<?>> open = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    PendingCalls(Executor workers) {
        this.workers = workers;
    }

    /** A new call. */
    <T> PendingCall<T> open() {
        var call = new PendingCall<T>(workers);
        open.add(call);
        call.whenOver(() -> open.remove(call));
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
        open.forEach(call -> call.fail(stopped()));
    }

    private static CoattailException stopped() {
        return new CoattailException(
                ErrorCode.UNAVAILABLE, "this instance has stopped, or is being updated; try again");
    }
}
