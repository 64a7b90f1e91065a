// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.publish;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

import coattail.core.internal.wire.Failure;

/**
 * Tokens that have ended lately: a SUBSCRIBE that was under way must not outlive its token. Nothing comes later than
 * that: the store takes no subscription under a token that was revoked, and nobody has a grant of one that has expired.
 * So what is kept is bounded by how many end within {@link #KEPT}. Safe for use by several threads.
 */
final class EndedTokens {
    /** Far longer than a request waits for the database. */
    static final Duration KEPT = Duration.ofHours(1);

    private final LongSupplier clock;
    /** Those that ended first come first. */
    private final Map<String, Ended> byToken = new LinkedHashMap<>();

    private record Ended(Failure why, long at) {}

    /** @param clock milliseconds that never go back */
    EndedTokens(LongSupplier clock) {
        this.clock = clock;
    }

    synchronized void add(String jti, Failure why) {
        forgetOld();
        byToken.remove(jti); // goes to the end
        byToken.put(jti, new Ended(why, clock.getAsLong()));
    }

    /** Why a token has ended; empty if it hasn't, or so long ago that nothing under it can be under way. */
    synchronized Optional<Failure> find(String jti) {
        forgetOld();
        return Optional.ofNullable(byToken.get(jti)).map(Ended::why);
    }

    private void forgetOld() {
        long oldest = clock.getAsLong() - KEPT.toMillis();
        var each = byToken.values().iterator();
        while (each.hasNext() && each.next().at() < oldest) {
            each.remove();
        }
    }
}
