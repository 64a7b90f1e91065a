// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.dispatch;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.function.IntSupplier;

import coattail.core.internal.authority.Operation;
import coattail.core.internal.trace.Chronicle;
import coattail.core.internal.trace.Step;
import coattail.core.internal.wire.Failure;
import coattail.core.internal.wire.Message;
import coattail.core.internal.wire.Path;
import coattail.core.internal.wire.RequestCodec;

/**
 * The way of a call from its arrival to where it begins, in this order: whether the caller may, whether the cascade may
 * take this step, whether it is a repeat, and a place of the caller's token. Safe for use by several threads.
 */
public final class Reception {
    private final String ownId;
    private final Entrance entrance;
    private final Repeats repeats;
    private final Chronicle chronicle;
    private final IntSupplier hopLimit;

    public Reception(String ownId, Entrance entrance, Repeats repeats, Chronicle chronicle, IntSupplier hopLimit) {
        this.ownId = requireNonNull(ownId, "ownId");
        this.entrance = requireNonNull(entrance, "entrance");
        this.repeats = requireNonNull(repeats, "repeats");
        this.chronicle = requireNonNull(chronicle, "chronicle");
        this.hopLimit = requireNonNull(hopLimit, "hopLimit");
    }

    /** Begins a call. */
    @FunctionalInterface
    interface Beginning<R> {
        /**
         * @param request its body is whole where it has a key
         * @param answer ends the step, too
         */
        Running begin(R request, OneAnswer answer, Step noted);
    }

    /**
     * Takes a call in.
     *
     * @param sameStep whether it is a step that is in its path already, and no loop
     * @param deadlineMillis on the timers' clock
     * @param begin called once a place of the caller's token is taken, which is to be left; not for a repeat
     */
    <R extends Message.CallRequest> Running take(
            Caller caller,
            Operation operation,
            Step.Kind kind,
            R request,
            boolean sameStep,
            long deadlineMillis,
            Answer answer,
            Beginning<R> begin) {
        long bytes = RequestCodec.bodyOf(request).size();
        var refused = entrance.admit(caller, operation, request.name(), bytes);
        if (refused.isPresent()) {
            return Requests.refuse(refused.get(), answer);
        }
        var loop = sameStep
                ? Optional.<Failure>empty()
                : Steps.check(request.trace().path(), Path.step(ownId, request.name()), hopLimit.getAsInt());
        if (loop.isPresent()) {
            return Requests.refuse(
                    loop.get(),
                    new Noted(
                            answer, chronicle.begin(kind, request, caller.who().id())));
        }
        return repeats.run(caller, request, deadlineMillis, answer, (whole, once) -> {
            var full = entrance.enter(caller);
            if (full.isPresent()) {
                return Requests.refuse(full.get(), once);
            }
            var noted = chronicle.begin(kind, whole, caller.who().id());
            return begin.begin(whole, new OneAnswer(new Noted(once, noted)), noted);
        });
    }
}
