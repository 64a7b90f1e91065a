// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.dispatch;

import static java.util.Objects.requireNonNull;

import java.math.BigInteger;
import java.time.Duration;
import java.util.Optional;

import coattail.api.CoattailException;
import coattail.api.ErrorCode;
import coattail.api.Option;
import coattail.api.Overflow;
import coattail.core.internal.wire.Id16;

/**
 * The options of a call, read once.
 *
 * @param millis how long the call may take
 * @param publish whether to publish the result
 * @param verdicts whether to wait for verdicts
 * @param overflow the policy of a subscription
 * @param key what makes a repeat of the call the same call
 */
record CallOptions(long millis, boolean publish, boolean verdicts, Overflow overflow, Optional<Id16> key) {
    private static final long DEFAULT_MILLIS = 30_000;
    private static final Duration SHORTEST = Duration.ofMillis(1);

    /** @throws CoattailException BAD_INPUT for a deadline out of range, UNSUPPORTED_TYPE for what isn't supported */
    static CallOptions of(Option... options) {
        long millis = DEFAULT_MILLIS;
        boolean publish = false;
        boolean verdicts = false;
        var overflow = Overflow.DROP_OLDEST;
        var key = Optional.<Id16>empty();
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
            } else if (option instanceof Option.IdempotencyKey named) {
                key = Optional.of(new Id16(
                        named.key().getMostSignificantBits(), named.key().getLeastSignificantBits()));
            } else {
                throw new CoattailException(
                        ErrorCode.UNSUPPORTED_TYPE, "this version doesn't support following an action's log");
            }
        }
        return new CallOptions(millis, publish, verdicts, overflow, key);
    }

    /** Of any duration, also one that has more milliseconds than a long can count. */
    private static BigInteger inMillis(Duration duration) {
        return BigInteger.valueOf(duration.toSeconds())
                .multiply(BigInteger.valueOf(1_000))
                .add(BigInteger.valueOf(duration.toMillisPart()));
    }
}
