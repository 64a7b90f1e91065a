// SPDX-License-Identifier: Apache-2.0
package coattail.core.admin;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * One record of the audit log. Text of it may come from peers: who prints it has to escape what isn't printable.
 *
 * @param number counts from 1, without gaps
 * @param at when it was written
 * @param kind what it is about, a noun and a verb: {@code token.issue}
 * @param outcome {@code allowed}, {@code refused}, or {@code failed} for what was allowed and then not done
 * @param who who wanted it: {@code instance}, {@code peer}, or {@code operator} and a name
 * @param peer the peer that wanted it or that it is about
 * @param token the id of the token concerned
 * @param from the address that it came from
 * @param why the reason, of a refusal above all
 * @param about more, by name
 */
public record AuditRecord(
        long number,
        Instant at,
        String kind,
        String outcome,
        String who,
        Optional<String> peer,
        Optional<String> token,
        Optional<String> from,
        Optional<String> why,
        Map<String, String> about) {
    public AuditRecord {
        about = Collections.unmodifiableMap(new LinkedHashMap<>(about));
    }
}
