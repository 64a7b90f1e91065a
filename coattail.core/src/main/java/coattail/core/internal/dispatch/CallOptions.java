// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.dispatch;

import static java.util.Objects.requireNonNull;

import java.math.BigInteger;
import java.time.Duration;

import coattail.api.CoattailException;
import coattail.api.ErrorCode;
import coattail.api.Option;
import coattail.api.Overflow;

/**
 * The options of a call, read once.
 *
 * @param millis how long the call may take
 * @param publish whether to publish the result
 * @param verdicts whether to wait for verdicts
 * @param overflow the policy of a subscription
 */
record CallOptions(long millis, boolean publish, boolean verdicts, Overflow overflow) {
    private static final long DEFAULT_MILLIS = 30_000;
    private static final Duration SHORTEST = Duration.ofMillis(1);

    /** @throws CoattailException BAD_INPUT for a deadline out of range, UNSUPPORTED_TYPE for what isn't supported */
    static CallOptions of(Option... options) {
        long millis = DEFAULT_MILLIS;
        boolean publish = false;
        boolean verdicts = false;
        var overflow = Overflow.DROP_OLDEST;
        for (var option : options) {
            requireNonNull(option, "option");
            if (option instanceof Option.Deadline deadline) {
                var duration = deadline.duration();
                if (duration.compareTo(Option.LONGEST_DEADLINE) > 0 || duration.compareTo(SHORTEST) < 0) {
                    throw new CoattailException(
                            ErrorCode.BAD_INPUT, "a deadline is from 1 ms to 1 h, not " + inMillis(duration) + " ms");
                }
                millis = duration.toMillis();
            } else if (option instanceof Option.PublishResult) {
                publish = true;
            } else if (option instanceof Option.Verdicts) {
                verdicts = true;
            } else if (option instanceof Option.OnOverflow policy) {
                overflow = policy.policy();
            } else {
                throw new CoattailException(
                        ErrorCode.UNSUPPORTED_TYPE,
                        "this version supports neither idempotency keys nor following an action's log");
            }
        }
        return new CallOptions(millis, publish, verdicts, overflow);
    }

    /** Of any duration, also one that has more milliseconds than a long can count. */
    private static BigInteger inMillis(Duration duration) {
        return BigInteger.valueOf(duration.toSeconds())
                .multiply(BigInteger.valueOf(1_000))
                .add(BigInteger.valueOf(duration.toMillisPart()));
    }
}
