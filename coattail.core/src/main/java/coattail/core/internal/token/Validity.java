// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.token;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** How a token stands in time. */
public enum Validity {
    NOT_YET,
    VALID,
    EXPIRED;

    /** How far times are stretched, for clocks that are set. */
    public static final Duration LEEWAY = Duration.ofSeconds(60);

    static Validity of(Instant notBefore, Optional<Instant> expires, Instant now) {
        if (isOver(expires, now)) {
            return EXPIRED;
        }
        return now.isBefore(notBefore.minus(LEEWAY)) ? NOT_YET : VALID;
    }

    public static boolean isOver(Optional<Instant> expires, Instant now) {
        return end(expires).filter(end -> !now.isBefore(end)).isPresent();
    }

    public static Optional<Instant> end(Optional<Instant> expires) {
        return expires.map(end -> end.plus(LEEWAY));
    }
}
