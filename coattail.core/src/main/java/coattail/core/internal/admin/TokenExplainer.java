// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.admin;

import static java.util.Objects.requireNonNull;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

import coattail.api.CoattailException;
import coattail.api.ErrorCode;
import coattail.core.admin.TokenExplanation;
import coattail.core.admin.TokenStatus;
import coattail.core.internal.authority.KeyBearers;
import coattail.core.internal.identity.Digests;
import coattail.core.internal.identity.InstanceId;
import coattail.core.internal.peer.Contacts;
import coattail.core.internal.peer.Directory;
import coattail.core.internal.token.HeldClaims;
import coattail.core.internal.token.TokenClaims;
import coattail.core.internal.token.TokenException;
import coattail.core.internal.token.TokenVerifier;
import coattail.core.spi.HeldToken;
import coattail.core.spi.IssuedToken;
import coattail.core.spi.IssuedTokens;
import coattail.core.spi.PeerRecord;

/** Says what a token is worth here. */
public final class TokenExplainer {
    private final String ownId;
    private final TokenVerifier verifier;
    private final IssuedTokens store;
    private final KeyBearers bearers;
    private final Directory directory;
    private final Contacts contacts;
    private final InstantSource clock;

    public TokenExplainer(
            String ownId,
            TokenVerifier verifier,
            IssuedTokens store,
            KeyBearers bearers,
            Directory directory,
            Contacts contacts,
            InstantSource clock) {
        this.ownId = requireNonNull(ownId, "ownId");
        this.verifier = requireNonNull(verifier, "verifier");
        this.store = requireNonNull(store, "store");
        this.bearers = requireNonNull(bearers, "bearers");
        this.directory = requireNonNull(directory, "directory");
        this.contacts = requireNonNull(contacts, "contacts");
        this.clock = requireNonNull(clock, "clock");
    }

    /** @param known what is known of a token that was issued here */
    TokenExplanation explain(String text, BiFunction<IssuedToken, TokenClaims, TokenStatus> known) {
        TokenClaims claims;
        try {
            claims = HeldClaims.read(text);
        } catch (TokenException e) {
            throw new CoattailException(ErrorCode.BAD_INPUT, e.getMessage(), null, e);
        }
        return claims.issuer().equals(ownId) ? own(text, claims, known) : foreign(text, claims);
    }

    private TokenExplanation own(
            String text, TokenClaims claims, BiFunction<IssuedToken, TokenClaims, TokenStatus> known) {
        Optional<IssuedToken> kept = Optional.empty();
        var obstacles = new ArrayList<String>();
        try {
            var digest = verifier.verify(text).digest();
            kept = store.find(claims.id()).filter(token -> MessageDigest.isEqual(token.digest(), digest));
            if (kept.isEmpty()) {
                obstacles.add("this instance keeps no token like it: its database is older than the token");
            }
        } catch (TokenException e) {
            kept = revokedWithItsKey(text, claims);
            if (kept.isEmpty()) {
                obstacles.add(e.getMessage() + ": this instance didn't issue it so, whatever it says");
            }
        }
        var status = kept.map(token -> known.apply(token, claims)).orElseGet(() -> status(claims));
        if (status.state() == TokenStatus.State.REVOKED) {
            obstacles.add("it was revoked");
        }
        obstacles.addAll(ofTime(claims));
        obstacles.addAll(ofKeys(claims));
        return new TokenExplanation(status, ownId, Optional.empty(), true, false, obstacles);
    }

    /** A token that can't be verified any more, and is known by its digest. */
    private Optional<IssuedToken> revokedWithItsKey(String text, TokenClaims claims) {
        byte[] digest = Digests.sha256(text.getBytes(StandardCharsets.US_ASCII));
        return store.find(claims.id())
                .filter(token -> token.state() == IssuedToken.State.REVOKED)
                .filter(token -> MessageDigest.isEqual(token.digest(), digest));
    }

    private TokenExplanation foreign(String text, TokenClaims claims) {
        var issuer = directory.find(claims.issuer());
        var obstacles = new ArrayList<>(ofTime(claims));
        claims.boundKey()
                .map(InstanceId::ofThumbprint)
                .filter(holder -> !holder.equals(ownId))
                .ifPresent(holder -> obstacles.add("it is bound to the key of "
                        + directory.find(holder).map(peer -> peer.name() + ", ").orElse("") + holder));
        var held = issuer.flatMap(PeerRecord::held);
        boolean same = held.filter(token -> token.token().reveal().equals(text)).isPresent();
        held.filter(token -> !same && newer(token, claims))
                .ifPresent(token -> obstacles.add("the one held from its issuer was issued later"));
        if (same && contacts.refusedBy(claims.issuer())) {
            obstacles.add("its issuer refuses it: " + contacts.reason(claims.issuer()));
        }
        return new TokenExplanation(
                status(claims), claims.issuer(), issuer.map(PeerRecord::name), false, same, obstacles);
    }

    private static boolean newer(HeldToken held, TokenClaims claims) {
        try {
            return HeldClaims.read(held.token().reveal()).issued().isAfter(claims.issued());
        } catch (TokenException e) {
            // What can't be read is replaced by anything.
            return false;
        }
    }

    private List<String> ofTime(TokenClaims claims) {
        return switch (claims.at(clock.instant())) {
            case VALID -> List.of();
            case NOT_YET -> List.of("it can't be used before " + claims.notBefore());
            case EXPIRED -> List.of("it expired at " + claims.expires().orElseThrow());
        };
    }

    private List<String> ofKeys(TokenClaims claims) {
        return switch (bearers.best(claims.bearers()).kind()) {
            case FREE, USABLE -> List.of();
            case NOT_YET -> List.of("it is for the keys of validation tokens, and none that it lists can be used yet");
            case EXPIRED, REMOVED, STRANGER ->
                List.of("it is for the keys of validation tokens, and all that it lists were removed or have expired");
        };
    }

    private TokenStatus status(TokenClaims claims) {
        return TokenView.of(claims, directory, clock.instant());
    }
}
