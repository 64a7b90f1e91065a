// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.admin;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import coattail.core.admin.AuthorityChange;
import coattail.core.internal.authority.Examination;
import coattail.core.internal.token.ValidationClaims;
import coattail.core.internal.token.ValidationCodec;
import coattail.core.internal.token.Validity;
import coattail.core.spi.ValidationToken;
import coattail.core.spi.ValidationTokens;

/** What makes tokens allow something that they don't allow, without another token. */
final class Remedies {
    private final Examination examination;
    private final ValidationTokens validations;

    Remedies(Examination examination, ValidationTokens validations) {
        this.examination = requireNonNull(examination, "examination");
        this.validations = requireNonNull(validations, "validations");
    }

    /** What there is of that; at most one of a kind. */
    List<AuthorityChange> of(Question question, List<Weighed> weighed, Instant now) {
        var remedies = new ArrayList<AuthorityChange>();
        weighed.stream()
                .filter(Weighed::covers)
                .flatMap(one -> begins(question, one, now).stream())
                .min(Instant::compareTo)
                .ifPresent(until -> remedies.add(new AuthorityChange.Wait(until)));
        weighed.stream()
                .filter(Weighed::covers)
                .flatMap(one -> removed(question, one, now))
                .findFirst()
                .ifPresent(id -> remedies.add(new AuthorityChange.AddValidation(id)));
        return remedies;
    }

    /** From when on the peer may use the token, if nothing changes but the time. */
    private Optional<Instant> begins(Question question, Weighed one, Instant now) {
        return Stream.concat(
                        Stream.of(one.claims().notBefore()),
                        listed(question, one)
                                .filter(token -> token.state() == ValidationToken.State.ACTIVE)
                                .flatMap(token -> ValidationCodec.find(token).stream())
                                .map(ValidationClaims::notBefore))
                .filter(now::isBefore)
                .sorted()
                .filter(at -> examination
                        .of(one.token(), one.claims(), question.key(), question.address(), at)
                        .objection()
                        .isEmpty())
                .findFirst();
    }

    /** Validation tokens that the peer's right to the token rested on, and nothing else is missing. */
    private Stream<String> removed(Question question, Weighed one, Instant now) {
        return switch (one.rule()) {
            case VALIDATION_NOT_YET_VALID, VALIDATION_EXPIRED, VALIDATION_REMOVED ->
                listed(question, one)
                        .filter(token -> token.state() == ValidationToken.State.REMOVED)
                        .flatMap(token -> ValidationCodec.find(token).stream())
                        .filter(claims -> claims.at(now) == Validity.VALID)
                        .filter(claims -> question.address()
                                .map(one.claims().bearers()::admits)
                                .orElse(true))
                        .map(ValidationClaims::id);
            default -> Stream.empty();
        };
    }

    private Stream<ValidationToken> listed(Question question, Weighed one) {
        return validations.ofInstance(question.peer().id()).stream()
                .filter(token -> one.claims().bearers().validationTokens().contains(token.jti()));
    }
}
