// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.admin;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import coattail.api.CoattailException;
import coattail.api.ErrorCode;
import coattail.core.admin.NewValidationToken;
import coattail.core.admin.ValidationAdmin;
import coattail.core.admin.ValidationRemoved;
import coattail.core.admin.ValidationStatus;
import coattail.core.internal.authority.Grants;
import coattail.core.internal.authority.KeyBearers;
import coattail.core.internal.peer.Directory;
import coattail.core.internal.publish.Hub;
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
            Directory directory,
            InstantSource clock) {
        this.ownId = requireNonNull(ownId, "ownId");
        this.issuer = requireNonNull(issuer, "issuer");
        this.store = requireNonNull(store, "store");
        this.book = requireNonNull(book, "book");
        this.bearers = requireNonNull(bearers, "bearers");
        this.grants = requireNonNull(grants, "grants");
        this.hub = requireNonNull(hub, "hub");
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
            return status(store.validationTokens().find(claims.id()).orElse(added), issued());
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
                    .map(token -> status(token, issued))
                    .toList();
        });
    }

    @Override
    public ValidationStatus show(String validation) {
        return Translated.of(() -> status(book.resolve(validation), issued()));
    }

    /** One at a time: each judges the grants that are left by what is committed. */
    @Override
    public synchronized ValidationRemoved remove(String validation) {
        return Translated.of(() -> remove(book.resolve(validation)));
    }

    /** The new state is committed first, and then acted upon: a grant that is being made meanwhile sees it. */
    private ValidationRemoved remove(ValidationToken token) {
        var lost = new ArrayList<String>();
        var revoked = new ArrayList<String>();
        for (Listing listing : issued()) {
            if (listing.lists(token)) {
                if (!bearers.reachAnyone(listing.claims().bearers(), token.jti())) {
                    revoked.add(listing.jti());
                } else if (!bearers.reach(listing.claims().bearers(), token.instanceId(), token.jti())) {
                    lost.add(listing.jti());
                }
            }
        }
        if (!store.validationTokens().remove(token.jti(), lost, revoked)) {
            throw bad("validation token " + token.jti() + " was removed before");
        }
        int ended = grants.end(revoked, ErrorCode.REVOKED, REMOVED) + bearers.reconsider(token.instanceId());
        var why = Failure.of(ErrorCode.REVOKED, REMOVED);
        ToTheEnd.forEach(
                List.<Runnable>of(
                        () -> hub.tokensEnded(revoked, why),
                        () -> ToTheEnd.forEach(lost, jti -> hub.bearerEnded(jti, token.instanceId(), why))),
                Runnable::run);
        return new ValidationRemoved(
                status(store.validationTokens().find(token.jti()).orElseThrow(), issued()), revoked, lost, ended);
    }

    /** A token issued here that can be used, now or later. */
    private record Listing(String jti, TokenClaims claims) {
        boolean lists(ValidationToken token) {
            return claims.bearers().validationTokens().contains(token.jti());
        }
    }

    private List<Listing> issued() {
        Instant now = clock.instant();
        return store.tokens().list().stream()
                .filter(token -> token.state() == IssuedToken.State.ACTIVE)
                .map(token -> new Listing(token.jti(), StoredClaims.of(token)))
                .filter(listing -> listing.claims().at(now) != Validity.EXPIRED)
                .toList();
    }

    private ValidationStatus status(ValidationToken token, List<Listing> issued) {
        ValidationClaims claims = ValidationCodec.of(token);
        return status(
                claims,
                token.state() == ValidationToken.State.REMOVED ? ValidationStatus.State.REMOVED : state(claims),
                Optional.of(token.added()),
                issued.stream()
                        .filter(listing -> listing.lists(token))
                        .map(Listing::jti)
                        .toList(),
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
