// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.admin;

import static java.util.Objects.requireNonNull;

import java.util.Collection;

import coattail.core.internal.audit.AuditEvent;
import coattail.core.internal.audit.AuditKind;
import coattail.core.internal.audit.AuditTrail;

/**
 * Puts on record which tokens were revoked together with something else. To be told as soon as that is committed: what
 * fails after that must not keep it from being known.
 */
public final class Revocations {
    private final AuditTrail trail;

    public Revocations(AuditTrail trail) {
        this.trail = requireNonNull(trail, "trail");
    }

    /**
     * Notes what was revoked; whoever runs on this thread has done it. Doesn't block.
     *
     * @param with what the tokens went with, for people
     */
    void made(Collection<String> jtis, String with) {
        made(jtis, "", with);
    }

    /** @param peer the instance id of the peer that they were for; empty if it is for none in particular */
    void made(Collection<String> jtis, String peer, String with) {
        var event = AuditEvent.ofCaller(AuditKind.TOKEN_REVOKE).peer(peer).because(with);
        jtis.forEach(jti -> trail.note(event.token(jti)));
    }
}
