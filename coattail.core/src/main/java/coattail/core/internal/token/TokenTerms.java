// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.token;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Optional;

/**
 * What a new token is to allow, and to whom.
 *
 * @param boundTo the instance to whose key it is bound from the start; empty: the first key that uses it
 * @param bearers who may use it besides
 * @param permissions what it allows
 * @param limits how much
 * @param notBefore how long from now until it can be used, from zero to 100 years
 * @param lifetime how long it can be used from then on, 1 s to 100 years; empty: for ever
 */
public record TokenTerms(
        Optional<String> boundTo,
        Bearers bearers,
        Permissions permissions,
        Limits limits,
        Duration notBefore,
        Optional<Duration> lifetime) {

    private static final Duration LONGEST = Duration.ofDays(36_500); // first: DEFAULT is checked against it

    /** How long a token can be used where nothing else is asked for. */
    public static final Duration DEFAULT_LIFETIME = Duration.ofDays(90);

    /** What holds where nothing else is asked for. */
    public static final TokenTerms DEFAULT = new TokenTerms(
            Optional.empty(),
            Bearers.FIRST_KEY,
            Permissions.DEFAULT,
            Limits.DEFAULT,
            Duration.ZERO,
            Optional.of(DEFAULT_LIFETIME));

    public TokenTerms {
        requireNonNull(boundTo, "boundTo");
        requireNonNull(bearers, "bearers");
        requireNonNull(permissions, "permissions");
        requireNonNull(limits, "limits");
        requireTimes(notBefore, lifetime);
    }

    /** @throws IllegalArgumentException if a token can't hold from then on, or for so long */
    static void requireTimes(Duration notBefore, Optional<Duration> lifetime) {
        if (notBefore.isNegative() || notBefore.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("a token begins to hold within 100 years from now");
        }
        if (lifetime.filter(life -> life.toSeconds() < 1 || life.compareTo(LONGEST) > 0)
                .isPresent()) {
            throw new IllegalArgumentException("a token holds from 1 second to 100 years, or for ever");
        }
    }
}
