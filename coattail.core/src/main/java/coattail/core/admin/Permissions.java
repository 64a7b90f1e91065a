// SPDX-License-Identifier: Apache-2.0
package coattail.core.admin;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a token allows. Names are exact, or {@code *} for all.
 *
 * @param performable the actions that may be performed
 * @param publishable the names that may be published under
 * @param subscribable the names that may be subscribed to
 * @param logs whether the log of a performed action may be followed
 * @param trace whether cascades may be traced
 * @param limits how much
 * @param notBefore from when
 * @param expires until when; empty for ever
 */
public record Permissions(
        List<String> performable,
        List<String> publishable,
        List<String> subscribable,
        boolean logs,
        boolean trace,
        Limits limits,
        Instant notBefore,
        Optional<Instant> expires) {

    /**
     * Limits of one token over all its connections.
     *
     * @param rate requests a second, from 1
     * @param burst requests at once after a rest, from 1
     * @param concurrency requests under way, from 1
     * @param subscriptions stored subscriptions, from 0
     * @param maxMessage bytes of one body, from 1
     */
    public record Limits(int rate, int burst, int concurrency, int subscriptions, int maxMessage) {
        /** What holds where nothing else is asked for. */
        public static final Limits DEFAULT = new Limits(100, 200, 64, 100, 1_048_576);
    }

    public Permissions {
        performable = List.copyOf(performable);
        publishable = List.copyOf(publishable);
        subscribable = List.copyOf(subscribable);
    }
}
