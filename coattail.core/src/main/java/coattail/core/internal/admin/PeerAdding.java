// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.admin;

import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;

import coattail.api.CoattailException;
import coattail.api.ErrorCode;
import coattail.core.internal.authority.Authenticator;
import coattail.core.internal.identity.InstanceId;
import coattail.core.internal.peer.Contacts;
import coattail.core.internal.peer.Directory;
import coattail.core.internal.token.HeldClaims;
import coattail.core.internal.token.TokenClaims;
import coattail.core.internal.token.TokenException;
import coattail.core.internal.token.Validity;
import coattail.core.spi.HeldToken;
import coattail.core.spi.PeerRecord;
import coattail.core.spi.Secret;

/** Takes a token in: what its issuer accepts is stored, and nothing else. */
final class PeerAdding {
    private final String ownId;
    private final Directory directory;
    private final Contacts contacts;
    private final Executor workers;
    private final InstantSource clock;

    PeerAdding(String ownId, Directory directory, Contacts contacts, Executor workers, InstantSource clock) {
        this.ownId = ownId;
        this.directory = directory;
        this.contacts = contacts;
        this.workers = workers;
        this.clock = clock;
    }

    /**
     * Adds the issuer of a token, or renews the token held from it. Completes with the issuer's id.
     *
     * @throws CoattailException if it can be seen without asking the issuer that the token is of no use
     */
    CompletionStage<String> add(String text, Optional<String> name, Optional<String> host) {
        var claims = read(text);
        var issuer = claims.issuer();
        var known = directory.find(issuer);
        known.flatMap(PeerRecord::held).ifPresent(held -> refuseWorse(held, claims));
        name.ifPresent(given -> directory.requireFree(given, issuer));
        var called = name.or(() -> known.map(PeerRecord::name)).orElseGet(() -> directory.nameFor(issuer));
        var address = host.map(given -> Addresses.parse(given, claims.port()))
                .orElseGet(() -> new Address(claims.host(), claims.port()));
        var held = new HeldToken(new Secret(text), address.host(), address.port(), false);
        if (claims.at(clock.instant()) == Validity.NOT_YET) {
            store(issuer, called, known, held);
            contacts.keep(issuer);
            return CompletableFuture.completedStage(issuer);
        }
        // An address that the operator gives is tried, also where the peer can be reached without it: else it would
        // show only after the connection is lost whether it leads anywhere.
        var shown = host.isPresent() ? contacts.dial(issuer, held, claims) : contacts.join(issuer, held, claims);
        return shown.exceptionally(thrown -> {
                    throw explained(thrown, claims);
                })
                .thenApplyAsync(
                        accepted -> Translated.of(() -> {
                            store(issuer, called, known, new HeldToken(held.token(), held.host(), held.port(), true));
                            contacts.keep(issuer);
                            return issuer;
                        }),
                        workers);
    }

    /** A refusal that gives no reason, with what its holder can find out. */
    private static CompletionException explained(Throwable thrown, TokenClaims claims) {
        var cause = thrown instanceof CompletionException ? thrown.getCause() : thrown;
        if (cause instanceof CoattailException refused
                && refused.code() == ErrorCode.AUTH_FAILED
                && refused.getMessage().equals(Authenticator.UNIFORM)) {
            var bearers = claims.bearers();
            var networks = bearers.networks().isEmpty()
                    ? ""
                    : ", or it isn't for the address that this instance has there: it is for "
                            + bearers.networks().stream().map(Object::toString).collect(Collectors.joining(", "));
            var keys = bearers.validationTokens().isEmpty()
                    ? "another instance may have used it first"
                    : "the validation tokens that it lists may be those of others";
            return new CompletionException(new CoattailException(
                    ErrorCode.AUTH_FAILED,
                    Authenticator.UNIFORM + "; why, only its issuer's log says: " + keys + networks,
                    null,
                    refused));
        }
        return new CompletionException(cause);
    }

    private TokenClaims read(String text) {
        TokenClaims claims;
        try {
            claims = HeldClaims.read(text);
        } catch (TokenException e) {
            throw bad(e.getMessage());
        }
        if (claims.issuer().equals(ownId)) {
            throw bad("this instance issued this token itself; it is for the peer that is to use it");
        }
        claims.boundKey()
                .map(InstanceId::ofThumbprint)
                .filter(holder -> !holder.equals(ownId))
                .ifPresent(holder -> {
                    throw new CoattailException(
                            ErrorCode.AUTH_FAILED,
                            "this token is for another instance, " + holder
                                    + ", whose key it is bound to; ask its issuer for one of your own");
                });
        if (claims.at(clock.instant()) == Validity.EXPIRED) {
            throw new CoattailException(
                    ErrorCode.EXPIRED,
                    "this token expired at " + claims.expires().orElseThrow() + "; ask its issuer for a new one");
        }
        return claims;
    }

    /** One token is held from a peer: what is added must not be older, nor leave a gap until it begins. */
    private void refuseWorse(HeldToken held, TokenClaims claims) {
        try {
            var before = HeldClaims.read(held.token().reveal());
            if (before.issued().isAfter(claims.issued())) {
                throw bad("this token was issued at " + claims.issued() + ", the one held from this peer later, at "
                        + before.issued() + "; to go back to the older one, remove the peer first");
            }
            var now = clock.instant();
            if (claims.at(now) == Validity.NOT_YET && before.at(now) == Validity.VALID) {
                throw bad("this token begins at " + claims.notBefore()
                        + ", and the one held from this peer can be used now; add the new one then");
            }
        } catch (TokenException e) {
            // What is held can't be used, so nothing speaks against replacing it.
            return;
        }
    }

    private void store(String issuer, String name, Optional<PeerRecord> known, HeldToken held) {
        var now = clock.instant();
        var current = directory.find(issuer).or(() -> known);
        directory.put(new PeerRecord(
                issuer,
                name,
                Optional.of(held),
                current.map(PeerRecord::added).orElse(now),
                held.accepted() ? Optional.of(now) : current.flatMap(PeerRecord::lastSeen)));
    }

    private static CoattailException bad(String message) {
        return new CoattailException(ErrorCode.BAD_INPUT, message);
    }
}
