// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.dispatch;

import static java.util.Objects.requireNonNull;

import java.util.Locale;
import java.util.Optional;

import coattail.api.ErrorCode;
import coattail.core.internal.audit.AuditEvent;
import coattail.core.internal.audit.AuditKind;
import coattail.core.internal.audit.AuditTrail;
import coattail.core.internal.audit.Outcome;
import coattail.core.internal.authority.Gate;
import coattail.core.internal.authority.Grant;
import coattail.core.internal.authority.Operation;
import coattail.core.internal.wire.Failure;

/**
 * What every operation passes before anything else is looked at, whether a peer or a bundle of this instance asks: the
 * gate, and then the limits of the token.
 */
public final class Entrance {
    private final Gate gate;
    private final AuditTrail trail;

    /** @param trail is told what was refused */
    public Entrance(Gate gate, AuditTrail trail) {
        this.gate = requireNonNull(gate, "gate");
        this.trail = requireNonNull(trail, "trail");
    }

    /**
     * Whether an operation may come in; counts it against the rate of the caller's token.
     *
     * @param bytes the size of its body
     * @return why not; empty if it may, and goes on to {@link #enter} if there is anything to be done for it
     */
    public Optional<Failure> admit(Caller caller, Operation operation, String name, long bytes) {
        var refused = check(caller, operation, name);
        if (refused.isPresent() || !(caller.principal() instanceof Grant grant)) {
            return refused;
        }
        var limits = grant.limits().limits();
        if (bytes > limits.maxMessage()) {
            return Optional.of(Failure.of(
                    ErrorCode.TOO_LARGE, "the body has " + bytes + " bytes, the token allows " + limits.maxMessage()));
        }
        return rate(caller);
    }

    /**
     * Lets an operation in.
     *
     * @param bytes the size of its body
     * @return why not; empty if it is in and {@link #leave} is owed
     */
    public Optional<Failure> enter(Caller caller, Operation operation, String name, int bytes) {
        return admit(caller, operation, name, bytes).or(() -> enter(caller));
    }

    /**
     * Takes a place of the caller's token for an operation that was admitted.
     *
     * @return why there is none; empty if it is taken and {@link #leave} is owed
     */
    public Optional<Failure> enter(Caller caller) {
        return caller.principal() instanceof Grant grant && !grant.limits().enter()
                ? Optional.of(Failure.busy(
                        grant.limits().limits().concurrency() + " requests are under way under this token"))
                : Optional.empty();
    }

    /** Counts a request against the rate of the caller's token. */
    public Optional<Failure> rate(Caller caller) {
        if (!(caller.principal() instanceof Grant grant)) {
            return Optional.empty();
        }
        long wait = grant.limits().acquire();
        return wait == 0
                ? Optional.empty()
                : Optional.of(Failure.of(
                        ErrorCode.RATE_LIMITED,
                        "more than " + grant.limits().limits().rate() + " requests a second under this token",
                        wait));
    }

    /** The gate alone, for operations that no limit counts. */
    public Optional<Failure> check(Caller caller, Operation operation, String name) {
        var decision = gate.check(caller.principal(), operation, name);
        return decision.refusal().map(code -> refused(caller, operation, name, code, decision.reason()));
    }

    private Failure refused(Caller caller, Operation operation, String name, ErrorCode code, String reason) {
        if (caller.principal() instanceof Grant grant) {
            trail.note(AuditEvent.of(AuditKind.GATE, Outcome.REFUSED)
                    .by(AuditEvent.PEER)
                    .peer(grant.peerId())
                    .token(grant.tokenId())
                    .because(reason)
                    .with("operation", operation.name().toLowerCase(Locale.ROOT))
                    .with("name", name)
                    .with("code", code));
        }
        return Failure.of(code, reason);
    }

    /** Whether the caller may do this, for filtering a list. */
    public boolean allows(Caller caller, Operation operation, String name) {
        return gate.check(caller.principal(), operation, name).allowed();
    }

    /** Gives back what {@link #enter} took. */
    public void leave(Caller caller) {
        if (caller.principal() instanceof Grant grant) {
            grant.limits().leave();
        }
    }
}
