// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.wire;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * What PERFORM and PUBLISH have in common.
 *
 * @param grant the number of the grant under which it is asked; 0 for a call of this instance's own
 * @param name of the action
 * @param timeoutMillis what remains until its deadline, -1 where the frame doesn't say
 * @param key what makes a repeat of the request the same request, where the caller gave one
 * @param creditBytes how many bytes of CHUNK and LOG frames may come back at once; 0 for none
 * @param verdicts whether the answer waits for what becomes of each delivery
 * @param trace what travels with the cascade
 */
public record CallHead(
        int grant,
        String name,
        long timeoutMillis,
        Optional<Id16> key,
        int creditBytes,
        boolean verdicts,
        Trace trace) {

    public CallHead {
        requireNonNull(name, "name");
        requireNonNull(key, "key");
        requireNonNull(trace, "trace");
    }

    /** A call without a key, for which no credit is given and whose frame says nothing of a deadline. */
    public static CallHead of(int grant, String name, boolean verdicts, Trace trace) {
        return new CallHead(grant, name, -1, Optional.empty(), 0, verdicts, trace);
    }

    /** The same call under a key, or under none. */
    public CallHead under(Optional<Id16> otherKey) {
        return new CallHead(grant, name, timeoutMillis, otherKey, creditBytes, verdicts, trace);
    }
}
