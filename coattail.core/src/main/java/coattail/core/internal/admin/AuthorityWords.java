// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.admin;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import coattail.core.internal.token.Network;

/** What is said to people about an answer to a question; each in one line. */
final class AuthorityWords {
    private final Question question;
    private final String peer;

    AuthorityWords(Question question) {
        this.question = requireNonNull(question, "question");
        this.peer = question.peer().name();
    }

    /** What a token says. */
    String reason(Weighed one) {
        var token = "token " + one.id();
        return switch (one.rule()) {
            case NAMED -> token + " names '" + question.name() + "' as " + question.list();
            case WILDCARD -> token + " has * as " + question.list();
            case NOT_NAMED -> token + " doesn't name '" + question.name() + "' as " + question.list();
            case RESERVED ->
                token + " has * as " + question.list()
                        + ", which never covers names that begin with coattail.: they have to be named";
            case REVOKED -> token + " was revoked" + besides(one);
            case EXPIRED -> token + " expired at " + one.claims().expires().orElseThrow() + besides(one);
            case NOT_YET_VALID ->
                token + " can't be used before " + one.claims().notBefore() + besides(one);
            case VALIDATION_NOT_YET_VALID -> ofValidation(token, "can't be used yet") + besides(one);
            case VALIDATION_REMOVED -> ofValidation(token, "was removed") + besides(one);
            case VALIDATION_EXPIRED -> ofValidation(token, "has expired") + besides(one);
            case NETWORK ->
                token + " may be used from " + networks(one) + " alone, and " + peer + " is connected from "
                        + question.address().orElseThrow().getHostAddress() + besides(one);
            case NO_TOKEN -> token + " isn't for " + peer;
        };
    }

    private String ofValidation(String token, String fault) {
        return token + " is for the keys of validation tokens, and that of " + peer + " " + fault;
    }

    private String besides(Weighed one) {
        return one.covers() ? "" : "; nor does it name '" + question.name() + "' as " + question.list();
    }

    private static String networks(Weighed one) {
        return one.claims().bearers().networks().stream().map(Network::toString).collect(Collectors.joining(", "));
    }

    String noToken() {
        return "no token that was issued here is for the key of " + peer;
    }

    /** @param decisive the token that decides */
    List<String> notes(List<Weighed> weighed, Optional<Weighed> decisive) {
        var notes = new ArrayList<String>();
        decisive.filter(Weighed::allows).ifPresent(one -> ofUse(one, weighed).ifPresent(notes::add));
        decisive.filter(one -> one.usable() && question.address().isEmpty())
                .filter(one -> !one.claims().bearers().networks().isEmpty())
                .ifPresent(one -> notes.add("token " + one.id() + " may be used from " + networks(one) + " alone; "
                        + peer + " isn't connected, so that from where it would come isn't known"));
        weighed.stream()
                .filter(one -> one.claim() == Weighed.Claim.FIRST)
                .forEach(one -> notes.add("token " + one.id() + " is bound to nobody yet, and allows this to whoever"
                        + " uses it first"));
        return notes;
    }

    private Optional<String> ofUse(Weighed one, List<Weighed> weighed) {
        if (one.inUse()) {
            return Optional.empty();
        }
        if (one.claim() == Weighed.Claim.ANYONE) {
            return Optional.of("token " + one.id() + " is for whoever has it; whether " + peer + " does isn't known");
        }
        if (one.token().lastUsed().isEmpty()) {
            return Optional.of("token " + one.id() + " was never used: the operator of " + peer + " has to add it");
        }
        return weighed.stream()
                .filter(Weighed::inUse)
                .findFirst()
                .map(used -> peer + " uses token " + used.id() + " at the moment, which doesn't allow this");
    }

    String notOffered() {
        return "nothing is offered here as '" + question.name() + "' at the moment";
    }

    /** What is to be known of a token whose row in the database is damaged. */
    static String unreadable(String jti) {
        return "what token " + jti + " allows can't be read in the database; 'token revoke " + jti + "' takes it away";
    }

    String ofShared(Weighed one) {
        return "token " + one.id() + " is for the keys of others as well; 'validation remove' takes it from " + peer
                + " alone";
    }

    /** What a new token doesn't keep. */
    Optional<String> ofRenewal(Renewal.Terms terms) {
        return terms.before()
                .filter(one -> !one.claims().bearers().validationTokens().isEmpty())
                .filter(one -> terms.request().bearers().stream().noneMatch(entry -> entry.startsWith("vt://")))
                .map(one -> "a new token rests on no validation token, but is bound to the key of " + peer);
    }
}
