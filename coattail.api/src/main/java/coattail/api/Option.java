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
     * A repeat of the call under the same key within 10 minutes joins it, or gets its result, and doesn't run it again.
     * This version doesn't support it: the call fails with {@link ErrorCode#UNSUPPORTED_TYPE}.
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
