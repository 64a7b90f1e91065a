// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.dispatch;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.function.Function;

import coattail.api.ErrorCode;
import coattail.core.internal.authority.Grant;
import coattail.core.internal.memory.ByteBudget;
import coattail.core.internal.wire.ArrivingRest;
import coattail.core.internal.wire.Failure;
import coattail.core.internal.wire.Id16;
import coattail.core.internal.wire.Message;
import coattail.core.internal.wire.RequestCodec;
import coattail.core.internal.work.TimerWheel;

/**
 * The calls that were made under an idempotency key (docs/protocol.md, "Idempotency"): while one is under way a repeat
 * of it joins it, and for 10 minutes from its outcome on a repeat gets that. What was surely not begun is forgotten at
 * once, so that a repeat is a new attempt. Bounded by the share that whoever asks has of the byte budget. Safe for use
 * by several threads; doesn't block.
 */
public final class Repeats {
    /** How long an outcome is kept. */
    static final long KEPT_MILLIS = 10 * 60_000;

    /** What a call costs beside the body of its answer, in bytes. */
    static final int OVERHEAD = 1_024;

    /** No id of an instance: the bundles of this instance are one caller. */
    private static final String LOCAL = "";

    private final ByteBudget budget;
    private final TimerWheel timers;
    private final Map<Key, Repeat> calls = new ConcurrentHashMap<>();

    /** A key is its caller's own: by instance, whatever token it shows. */
    record Key(String caller, Id16 id) {}

    /** @param budget what is kept comes out of it */
    public Repeats(ByteBudget budget, TimerWheel timers) {
        this.budget = requireNonNull(budget, "budget");
        this.timers = requireNonNull(timers, "timers");
    }

    /**
     * Begins an operation, unless it is a repeat of one that is under way or has an outcome. Whether the caller may do
     * this has to be known before.
     *
     * @param deadlineMillis on the timers' clock: until when a repeat waits for what it has joined
     * @param answer gets the outcome
     * @param begin begins it, with the request, its body whole where it has a key, and what it is to answer; not called
     *     for a repeat
     */
    @SuppressWarnings("unchecked") // a request with another body is one of the same kind
    <R extends Message.CallRequest> Running run(
            Caller caller, R request, long deadlineMillis, Answer answer, BiFunction<R, Answer, Running> begin) {
        if (request.call().key().isEmpty()) {
            return begin.apply(request, answer);
        }
        var body = RequestCodec.bodyOf(request);
        if (body.isWhole()) {
            return run(caller, request, deadlineMillis, answer, once -> begin.apply(request, once));
        }
        if (!(body.rest() instanceof ArrivingRest rest)) {
            return Requests.refuse(Failure.of(ErrorCode.UNSUPPORTED_TYPE, Requests.STREAM_UNDER_KEY), answer);
        }
        return Gathering.of(body, rest, answer, (whole, told) -> {
            var gathered = (R) RequestCodec.with(request, whole);
            return run(caller, gathered, deadlineMillis, told, once -> begin.apply(gathered, once));
        });
    }

    private Running run(
            Caller caller,
            Message.CallRequest request,
            long deadlineMillis,
            Answer answer,
            Function<Answer, Running> begin) {
        var key = new Key(
                caller.principal() instanceof Grant grant ? grant.peerId() : LOCAL,
                request.call().key().get());
        var fingerprint = Fingerprint.of(request);
        while (true) {
            var known = calls.get(key);
            if (known != null) {
                var joined = known.join(fingerprint, deadlineMillis, answer);
                if (joined.isPresent()) {
                    return joined.get();
                }
                calls.remove(key, known);
                continue;
            }
            var account = budget.share(key.caller());
            if (!account.tryTake(OVERHEAD)) {
                account.close();
                return Requests.refuse(Failure.busy("no more calls with an idempotency key can be remembered"), answer);
            }
            var fresh = new Repeat(fingerprint, answer, account, timers, repeat -> calls.remove(key, repeat));
            if (calls.putIfAbsent(key, fresh) == null) {
                return fresh.start(begin);
            }
            fresh.forget();
        }
    }

    /** How many calls are under way or kept. */
    int size() {
        return calls.size();
    }
}
