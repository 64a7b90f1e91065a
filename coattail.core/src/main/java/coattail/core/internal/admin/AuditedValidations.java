// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.admin;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import coattail.core.admin.NewValidationToken;
import coattail.core.admin.ValidationAdmin;
import coattail.core.admin.ValidationRemoved;
import coattail.core.admin.ValidationStatus;
import coattail.core.internal.audit.AuditEvent;
import coattail.core.internal.audit.AuditKind;
import coattail.core.internal.token.TokenException;
import coattail.core.internal.token.ValidationClaims;
import coattail.core.internal.token.ValidationCodec;

/** Validation tokens, each change of which is put on record. */
public final class AuditedValidations implements ValidationAdmin {
    private final ValidationAdmin validations;
    private final Changes changes;

    public AuditedValidations(ValidationAdmin validations, Changes changes) {
        this.validations = requireNonNull(validations, "validations");
        this.changes = requireNonNull(changes, "changes");
    }

    /** Its id isn't known before: so it is put on record before anybody sees it. It isn't kept here. */
    @Override
    public NewValidationToken issue(Duration notBefore, Optional<Duration> lifetime) {
        var issued = validations.issue(notBefore, lifetime);
        var status = issued.status();
        changes.record(AuditEvent.ofCaller(AuditKind.VALIDATION_ISSUE)
                .token(status.id())
                .with("from", status.notBefore())
                .with("until", status.expires().map(Object::toString).orElse("for ever")));
        return issued;
    }

    @Override
    public ValidationStatus add(String token, Optional<String> fingerprint) {
        ValidationClaims claims;
        try {
            claims = ValidationCodec.verify(token.strip());
        } catch (TokenException e) {
            return validations.add(token, fingerprint); // says what is wrong with it, and changes nothing
        }
        var event = AuditEvent.ofCaller(AuditKind.VALIDATION_ADD)
                .peer(claims.instanceId())
                .token(claims.id())
                .with("fingerprint", claims.pin())
                .with("until", claims.expires().map(Object::toString).orElse("for ever"));
        return changes.give(event, () -> validations.add(token, fingerprint));
    }

    @Override
    public ValidationRemoved remove(String validation) {
        var before = Changes.detail(() -> validations.show(validation));
        String id = before.map(ValidationStatus::id).orElse(validation);
        var event = AuditEvent.ofCaller(AuditKind.VALIDATION_REMOVE)
                .peer(before.map(ValidationStatus::instanceId).orElse(""))
                .token(id)
                .with(
                        "listed by",
                        before.map(token -> String.join(" ", token.tokens())).orElse(""));
        return changes.take(event, () -> validations.remove(id));
    }

    @Override
    public List<ValidationStatus> list() {
        return validations.list();
    }

    @Override
    public ValidationStatus show(String validation) {
        return validations.show(validation);
    }
}
