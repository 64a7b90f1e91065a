// SPDX-License-Identifier: Apache-2.0
package coattail.api;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.UUID;
import java.util.function.Consumer;

/** How a call is made. Of two options of one kind the later counts. */
public sealed interface Option {

    /** The longest deadline there is: one hour. */
    Duration LONGEST_DEADLINE = Duration.ofHours(1);

    /**
     * The time within which the answer is due, from 1 ms to {@link #LONGEST_DEADLINE}; outside of that the call fails
     * with {@link ErrorCode#BAD_INPUT}. Never more than what remains to the handler that makes the call.
     */
    static Option deadline(Duration duration) {
        return new Deadline(duration);
    }

    /**
     * Makes a repeat of a perform or publish under the same key the same call: while that is under way the repeat joins
     * it, and for 10 minutes from its end on it gets the same outcome, success or failure, without anything being done
     * again. A call that surely didn't begin, for want of a place, say, isn't remembered: its repeat is a new attempt.
     * So within that time what is called runs at most once.
     *
     * <p>A key belongs to the instance that calls, all of its bundles together, and to the instance that is called.
     * Other data, another action or other options that change what is done (publishing, verdicts, following the log)
     * under the same key fail with {@link ErrorCode#IDEMPOTENCY_CONFLICT}; a deadline may differ, but what is under way
     * keeps the one that it began with. What the caller may do is looked at each time.
     *
     * <p>Losing the connection doesn't cancel such a call. It is repeated by itself over the next connection, within
     * its deadline and at most 5 minutes; cancelling it while there is none doesn't reach the peer. The instance that
     * is called forgets its keys when it stops: if it was restarted before the answer came, the call fails with
     * {@link ErrorCode#NOT_CONNECTED}, and whether it was done isn't known. It forgets none early: where it can
     * remember no more, it fails with {@link ErrorCode#BUSY}. A {@link Payload} that is a stream is read once: as input
     * it fails with {@link ErrorCode#UNSUPPORTED_TYPE}, and so does the repeat of a call whose output was one.
     */
    static Option idempotencyKey(UUID key) {
        return new IdempotencyKey(key);
    }

    /** Publishes the output under the action's name. Needs the right to publish as well as to perform. */
    static Option publishResult() {
        return new PublishResult();
    }

    /** Asks for a verdict for every subscription instead of counts at once. */
    static Option verdicts() {
        return new Verdicts();
    }

    /**
     * Streams what the action logs to {@code lines}, which is called on a worker thread, a line at a time. This version
     * doesn't support it: the call fails with {@link ErrorCode#UNSUPPORTED_TYPE}.
     */
    static Option followLog(Consumer<LogLine> lines) {
        return new FollowLog(lines);
    }

    /** For a subscription: what happens to events when this instance can't keep up. */
    static Option overflow(Overflow policy) {
        return new OnOverflow(policy);
    }

    /** See {@link #deadline(Duration)}. */
    record Deadline(Duration duration) implements Option {
        public Deadline {
            requireNonNull(duration, "duration");
        }
    }

    /** See {@link #idempotencyKey(UUID)}. */
    record IdempotencyKey(UUID key) implements Option {
        public IdempotencyKey {
            requireNonNull(key, "key");
        }
    }

    /** See {@link #publishResult()}. */
    record PublishResult() implements Option {}

    /** See {@link #verdicts()}. */
    record Verdicts() implements Option {}

    /** See {@link #followLog(Consumer)}. */
    record FollowLog(Consumer<LogLine> lines) implements Option {
        public FollowLog {
            requireNonNull(lines, "lines");
        }
    }

    /** See {@link #overflow(Overflow)}. */
    record OnOverflow(Overflow policy) implements Option {
        public OnOverflow {
            requireNonNull(policy, "policy");
        }
    }
}
