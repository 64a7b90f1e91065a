// SPDX-License-Identifier: Apache-2.0
package coattail.core.admin;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * Which records of the audit log are wanted.
 *
 * @param last how many at most, from 1 to 10 000
 * @param kind only of this kind, e.g. {@code token.issue}, or of all kinds with this before the point, e.g.
 *     {@code token}
 * @param peer only about this peer: a name, an id, or a prefix of an id
 */
public record AuditQuery(int last, Optional<String> kind, Optional<String> peer) {
    /** The largest {@link #last()}. */
    public static final int MOST = 10_000;

    public AuditQuery {
        requireNonNull(kind, "kind");
        requireNonNull(peer, "peer");
    }

    /** The newest of all. */
    public static AuditQuery newest(int last) {
        return new AuditQuery(last, Optional.empty(), Optional.empty());
    }
}
