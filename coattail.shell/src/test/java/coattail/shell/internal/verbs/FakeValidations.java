// SPDX-License-Identifier: Apache-2.0
package coattail.shell.internal.verbs;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import coattail.api.CoattailException;
import coattail.api.ErrorCode;
import coattail.core.admin.NewValidationToken;
import coattail.core.admin.ValidationAdmin;
import coattail.core.admin.ValidationRemoved;
import coattail.core.admin.ValidationStatus;

/** One validation token, of the instance gate; notes what it is asked for. */
final class FakeValidations implements ValidationAdmin {
    static final String ID = "-vtAAAAAAAAAAAAAAAAAAg";
    static final String FINGERPRINT = "sha256/vEmISEG+afwDYJi4WqMkTvB+o67LSO3Fs31aFtzIuDY=";
    static final String TEXT = "eyJhbGciOiJFZERTQSJ9.e30.sig";

    final List<String> asked = new ArrayList<>();
    boolean empty;
    /** How the one stands that is listed and shown. */
    ValidationStatus.State standing = ValidationStatus.State.VALID;

    @Override
    public NewValidationToken issue(Duration notBefore, Optional<Duration> lifetime) {
        asked.add("issue " + notBefore + " " + lifetime.map(Duration::toString).orElse("for ever"));
        return new NewValidationToken(
                new ValidationStatus(
                        ID,
                        ValidationStatus.State.VALID,
                        FakeInstance.PLANT.id(),
                        Optional.empty(),
                        FINGERPRINT,
                        FakeInstance.NOW,
                        FakeInstance.NOW.plus(notBefore),
                        lifetime.map(FakeInstance.NOW::plus),
                        Optional.empty(),
                        List.of(),
                        0),
                TEXT);
    }

    @Override
    public ValidationStatus add(String token, Optional<String> fingerprint) {
        if (!token.startsWith("eyJ")) {
            throw new CoattailException(ErrorCode.BAD_INPUT, "the token isn't three parts of base64url");
        }
        asked.add("add " + fingerprint.orElse("any"));
        return status(ValidationStatus.State.VALID);
    }

    @Override
    public List<ValidationStatus> list() {
        return empty ? List.of() : List.of(status(standing));
    }

    @Override
    public ValidationStatus show(String validation) {
        if (!validation.equals("gate") && !ID.startsWith(validation)) {
            throw new CoattailException(ErrorCode.BAD_INPUT, "no validation token '" + validation + "' was added here");
        }
        return status(standing);
    }

    @Override
    public ValidationRemoved remove(String validation) {
        asked.add("remove " + validation);
        return new ValidationRemoved(
                status(ValidationStatus.State.REMOVED), List.of(FakeInstance.TOKEN_ID), List.of("second"), 2);
    }

    private static ValidationStatus status(ValidationStatus.State state) {
        return new ValidationStatus(
                ID,
                state,
                FakeInstance.PLANT.id(),
                Optional.of("gate"),
                FINGERPRINT,
                FakeInstance.NOW.minusSeconds(3600),
                FakeInstance.NOW.minusSeconds(3600),
                Optional.of(FakeInstance.NOW.plus(Duration.ofDays(364))),
                Optional.of(FakeInstance.NOW),
                state == ValidationStatus.State.REMOVED ? List.of() : List.of(FakeInstance.TOKEN_ID, "second"),
                state == ValidationStatus.State.REMOVED ? 0 : 2);
    }
}
