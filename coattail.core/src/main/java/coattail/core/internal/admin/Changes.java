// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.admin;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.function.Supplier;

import coattail.api.CoattailException;
import coattail.api.ErrorCode;
import coattail.core.internal.audit.AuditEvent;
import coattail.core.internal.audit.AuditException;
import coattail.core.internal.audit.AuditTrail;
import coattail.core.internal.audit.Outcome;

/**
 * Puts what operators change on record before it is changed; and if it then isn't, that it was not. What gives
 * authority isn't done where that can't be recorded. What takes it away is done all the same: a full disk mustn't keep
 * a stolen token alive; then whoever ordered it is told that there is no record yet.
 */
public final class Changes {
    private final AuditTrail trail;

    public Changes(AuditTrail trail) {
        this.trail = requireNonNull(trail, "trail");
    }

    /** Makes a change that gives authority, or is none of authority. */
    <T> T give(AuditEvent event, Supplier<T> change) {
        record(event);
        return make(event, change);
    }

    /** Makes a change that takes authority away. What it brings about is put on record by whoever brings it about. */
    <T> T take(AuditEvent event, Supplier<T> change) {
        Optional<AuditException> unrecorded = Optional.empty();
        try {
            trail.record(event);
        } catch (AuditException e) {
            unrecorded = Optional.of(e);
            trail.note(event); // it is written as soon as it can be
        }
        var done = make(event, change);
        if (unrecorded.isPresent()) {
            throw new CoattailException(
                    ErrorCode.INTERNAL,
                    "it is done, but not on record yet: " + unrecorded.get().getMessage(),
                    null,
                    unrecorded.get());
        }
        return done;
    }

    /**
     * What a record of taking away is to say besides. It mustn't be kept from being done because that can't be read.
     *
     * @return empty where it can't be
     * @throws CoattailException BAD_INPUT if there is nothing of that name to be taken away
     */
    static <T> Optional<T> detail(Supplier<T> read) {
        try {
            return Optional.of(read.get());
        } catch (RuntimeException e) {
            if (e instanceof CoattailException refused && refused.code() == ErrorCode.BAD_INPUT) {
                throw refused;
            }
            return Optional.empty();
        }
    }

    /** Puts on record what is to be made, or forbids it. */
    void record(AuditEvent event) {
        try {
            trail.record(event);
        } catch (AuditException e) {
            failed(event, e);
            throw new CoattailException(
                    ErrorCode.UNAVAILABLE,
                    "nothing was changed, since it can't be put on record: " + e.getMessage(),
                    null,
                    e);
        }
    }

    /** Notes that what was on record wasn't made. */
    void failed(AuditEvent event, Throwable cause) {
        var message = cause.getMessage();
        trail.note(event.as(Outcome.FAILED).because(message == null ? cause.toString() : message));
    }

    private <T> T make(AuditEvent event, Supplier<T> change) {
        try {
            return change.get();
        } catch (RuntimeException e) {
            failed(event, e);
            throw e;
        }
    }
}
