// SPDX-License-Identifier: Apache-2.0
package coattail.core.admin;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a new token is to allow.
 *
 * @param performable names of actions, or {@code *}
 * @param publishable likewise
 * @param subscribable likewise
 * @param bearers who may use it: {@code ipv4://} and {@code ipv6://} networks, and validation tokens as
 *     {@link ValidationAdmin} names them, each with {@code vt://} before it; without networks: from anywhere
 * @param anyone whether it is to bind to no key, so that whoever has it may use it
 * @param boundTo a known peer to whose key it is bound from the start; empty: it binds to the first key that uses it
 * @param notBefore from when on, from now
 * @param lifetime how long from then on; empty: for ever
 * @param logs whether the log of a performed action may be followed
 * @param trace whether cascades may be traced
 * @param limits how much
 */
public record TokenRequest(
        List<String> performable,
        List<String> publishable,
        List<String> subscribable,
        List<String> bearers,
        boolean anyone,
        Optional<String> boundTo,
        Duration notBefore,
        Optional<Duration> lifetime,
        boolean logs,
        boolean trace,
        Permissions.Limits limits) {

    /** How long a token holds where nothing else is asked for. */
    public static final Duration DEFAULT_LIFETIME = Duration.ofDays(90);

    public TokenRequest {
        performable = List.copyOf(performable);
        publishable = List.copyOf(publishable);
        subscribable = List.copyOf(subscribable);
        bearers = List.copyOf(bearers);
    }
}
