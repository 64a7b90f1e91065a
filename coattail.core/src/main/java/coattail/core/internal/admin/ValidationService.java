// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.admin;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

import coattail.api.CoattailException;
import coattail.api.ErrorCode;
import coattail.core.admin.NewValidationToken;
import coattail.core.admin.ValidationAdmin;
import coattail.core.admin.ValidationRemoved;
import coattail.core.admin.ValidationStatus;
import coattail.core.internal.authority.Grant;
import coattail.core.internal.authority.Grants;
import coattail.core.internal.authority.KeyBearers;
import coattail.core.internal.peer.Directory;
import coattail.core.internal.publish.Hub;
import coattail.core.internal.token.Bearers;
import coattail.core.internal.token.StoredClaims;
import coattail.core.internal.token.TokenClaims;
import coattail.core.internal.token.TokenException;
import coattail.core.internal.token.ValidationClaims;
import coattail.core.internal.token.ValidationCodec;
import coattail.core.internal.token.ValidationIssuer;
import coattail.core.internal.token.Validity;
import coattail.core.internal.wire.Failure;
import coattail.core.internal.work.ToTheEnd;
import coattail.core.spi.IssuedToken;
import coattail.core.spi.KeyPin;
import coattail.core.spi.PeerRecord;
import coattail.core.spi.Store;
import coattail.core.spi.ValidationToken;

/** Validation tokens: this instance's own, and those of others that were added. */
public final class ValidationService implements ValidationAdmin {
    private static final String REMOVED = "the validation token of this key was removed by the issuer";

    private final String ownId;
    private final ValidationIssuer issuer;
    private final Store store;
    private final ValidationBook book;
    private final KeyBearers bearers;
    private final Grants grants;
    private final Hub hub;
    private final Revocations revocations;
    private final Directory directory;
    private final InstantSource clock;

    public ValidationService(
            String ownId,
            ValidationIssuer issuer,
            Store store,
            ValidationBook book,
            KeyBearers bearers,
            Grants grants,
            Hub hub,
            Revocations revocations,
            Directory directory,
            InstantSource clock) {
        this.ownId = requireNonNull(ownId, "ownId");
        this.issuer = requireNonNull(issuer, "issuer");
        this.store = requireNonNull(store, "store");
        this.book = requireNonNull(book, "book");
        this.bearers = requireNonNull(bearers, "bearers");
        this.grants = requireNonNull(grants, "grants");
        this.hub = requireNonNull(hub, "hub");
        this.revocations = requireNonNull(revocations, "revocations");
        this.directory = requireNonNull(directory, "directory");
        this.clock = requireNonNull(clock, "clock");
    }

    @Override
    public NewValidationToken issue(Duration notBefore, Optional<Duration> lifetime) {
        return Translated.of(() -> {
            var issued = issuer.issue(notBefore, lifetime);
            var status = status(issued.claims(), state(issued.claims()), Optional.empty(), List.of(), 0);
            return new NewValidationToken(status, issued.token().reveal());
        });
    }

    @Override
    public ValidationStatus add(String token, Optional<String> fingerprint) {
        return Translated.of(() -> {
            ValidationClaims claims = read(token.strip());
            fingerprint.map(ValidationService::pin).ifPresent(expected -> require(claims, expected));
            var added = new ValidationToken(
                    claims.id(),
                    claims.instanceId(),
                    ValidationCodec.write(claims),
                    ValidationToken.State.ACTIVE,
                    clock.instant());
            if (store.validationTokens()
                    .find(claims.id())
                    .filter(known -> !known.claims().equals(added.claims()))
                    .isPresent()) {
                throw bad("there was another validation token of this id here; ask for a new one");
            }
            store.validationTokens().add(added);
            var known = store.validationTokens().find(claims.id()).orElse(added);
            return status(known, listing(known, issued()));
        });
    }

    private ValidationClaims read(String text) {
        ValidationClaims claims;
        try {
            claims = ValidationCodec.verify(text);
        } catch (TokenException e) {
            throw new CoattailException(ErrorCode.BAD_INPUT, e.getMessage(), null, e);
        }
        if (claims.instanceId().equals(ownId)) {
            throw bad("this instance issued this validation token itself; it is for those who issue tokens to it");
        }
        if (claims.at(clock.instant()) == Validity.EXPIRED) {
            throw new CoattailException(
                    ErrorCode.EXPIRED,
                    "this validation token expired at " + claims.expires().orElseThrow()
                            + "; ask its issuer for a new one");
        }
        return claims;
    }

    private static KeyPin pin(String fingerprint) {
        try {
            return KeyPin.parse(fingerprint.strip());
        } catch (IllegalArgumentException e) {
            throw new CoattailException(
                    ErrorCode.BAD_INPUT,
                    "that isn't a fingerprint, which is sha256/ and 44 characters, as 'info' shows it",
                    null,
                    e);
        }
    }

    private static void require(ValidationClaims claims, KeyPin expected) {
        if (!claims.pin().equals(expected)) {
            throw bad("the key in this validation token has the fingerprint " + claims.pin()
                    + ", which is another one; nothing was added");
        }
    }

    @Override
    public List<ValidationStatus> list() {
        return Translated.of(() -> {
            var issued = issued();
            return store.validationTokens().list().stream()
                    .map(token -> status(token, listing(token, issued)))
                    .toList();
        });
    }

    @Override
    public ValidationStatus show(String validation) {
        return Translated.of(() -> {
            var token = book.resolve(validation);
            return status(token, listing(token, issued()));
        });
    }

    /** One at a time: each judges the grants that are left by what is committed. */
    @Override
    public synchronized ValidationRemoved remove(String validation) {
        return Translated.of(() -> remove(book.resolve(validation)));
    }

    /**
     * The new state is committed first, and then acted upon: a grant that is being made meanwhile sees it. Grants end
     * before subscriptions, lest new ones be made under them.
     */
    private ValidationRemoved remove(ValidationToken token) {
        var listed = issued().stream().filter(one -> one.lists(token)).toList();
        var lost = new ArrayList<String>();
        var revoked = new ArrayList<String>();
        for (Listing one : listed) {
            if (!bearers.reachAnyone(one.bearers(), token.jti())) {
                revoked.add(one.jti());
            } else if (!bearers.reach(one.bearers(), token.instanceId(), token.jti())) {
                lost.add(one.jti());
            }
        }
        if (!store.validationTokens().remove(token.jti(), lost, revoked)) {
            // A commit that failed may have been made, and nobody has acted upon that.
            bearers.reconsider(token.instanceId());
            throw bad("validation token " + token.jti() + " was removed before");
        }
        revocations.made(revoked, "with validation token " + token.jti() + " the last key that could use it went");
        int ended = end(token, lost, revoked);
        var left = listed.stream()
                .map(Listing::jti)
                .filter(jti -> !revoked.contains(jti))
                .toList();
        var now = new ValidationToken(
                token.jti(), token.instanceId(), token.claims(), ValidationToken.State.REMOVED, token.added());
        return new ValidationRemoved(status(now, left), revoked, lost, ended);
    }

    /** @return how many grants were ended */
    private int end(ValidationToken token, List<String> lost, List<String> revoked) {
        var ended = new AtomicInteger();
        var why = Failure.of(ErrorCode.REVOKED, REMOVED);
        try {
            ToTheEnd.forEach(
                    List.<Runnable>of(
                            () -> ended.addAndGet(grants.end(revoked, ErrorCode.REVOKED, REMOVED)),
                            () -> ended.addAndGet(bearers.reconsider(token.instanceId())),
                            () -> hub.tokensEnded(revoked, why),
                            () -> ToTheEnd.forEach(lost, jti -> hub.bearerEnded(jti, token.instanceId(), why))),
                    Runnable::run);
        } catch (RuntimeException e) {
            throw new CoattailException(
                    ErrorCode.INTERNAL,
                    "validation token " + token.jti() + " is removed, and what rested on it has ended; only then"
                            + " something failed: " + e.getMessage(),
                    null,
                    e);
        }
        return ended.get();
    }

    /** A token issued here that can be used, now or later. */
    private record Listing(String jti, Bearers bearers) {
        boolean lists(ValidationToken token) {
            return bearers.validationTokens().contains(token.jti());
        }
    }

    /** Those of which it can be known whom they are for. */
    private List<Listing> issued() {
        Instant now = clock.instant();
        return store.tokens().list().stream()
                .filter(token -> token.state() == IssuedToken.State.ACTIVE)
                .filter(token -> !Validity.isOver(token.expires(), now))
                .flatMap(token -> bearersOf(token).map(some -> new Listing(token.jti(), some)).stream())
                .toList();
    }

    /** Where the row can't be read, a connection knows it on which the token is in use. */
    private Optional<Bearers> bearersOf(IssuedToken token) {
        return StoredClaims.find(token)
                .map(TokenClaims::bearers)
                .or(() -> grants.ofToken(token.jti()).stream().findFirst().map(Grant::bearers));
    }

    private static List<String> listing(ValidationToken token, List<Listing> issued) {
        return issued.stream().filter(one -> one.lists(token)).map(Listing::jti).toList();
    }

    /** @param tokens those that list it */
    private ValidationStatus status(ValidationToken token, List<String> tokens) {
        boolean removed = token.state() == ValidationToken.State.REMOVED;
        return ValidationCodec.find(token)
                .map(claims -> status(
                        claims,
                        removed ? ValidationStatus.State.REMOVED : state(claims),
                        Optional.of(token.added()),
                        tokens,
                        bearers.connections(token)))
                .orElseGet(() -> unreadable(
                        token, removed ? ValidationStatus.State.REMOVED : ValidationStatus.State.UNREADABLE, tokens));
    }

    private ValidationStatus unreadable(ValidationToken token, ValidationStatus.State state, List<String> tokens) {
        return new ValidationStatus(
                token.jti(),
                state,
                token.instanceId(),
                directory.find(token.instanceId()).map(PeerRecord::name),
                "",
                token.added(),
                token.added(),
                Optional.empty(),
                Optional.of(token.added()),
                tokens,
                bearers.connections(token));
    }

    private ValidationStatus status(
            ValidationClaims claims,
            ValidationStatus.State state,
            Optional<Instant> added,
            List<String> tokens,
            int connections) {
        return new ValidationStatus(
                claims.id(),
                state,
                claims.instanceId(),
                directory.find(claims.instanceId()).map(PeerRecord::name),
                claims.pin().toString(),
                claims.issued(),
                claims.notBefore(),
                claims.expires(),
                added,
                tokens,
                connections);
    }

    private ValidationStatus.State state(ValidationClaims claims) {
        return switch (claims.at(clock.instant())) {
            case VALID -> ValidationStatus.State.VALID;
            case NOT_YET -> ValidationStatus.State.NOT_YET_VALID;
            case EXPIRED -> ValidationStatus.State.EXPIRED;
        };
    }

    private static CoattailException bad(String message) {
        return new CoattailException(ErrorCode.BAD_INPUT, message);
    }
}
