// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.admin;

import static java.util.Objects.requireNonNull;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import coattail.api.CoattailException;
import coattail.api.ErrorCode;
import coattail.core.admin.PeerAdmin;
import coattail.core.admin.PeerRemoved;
import coattail.core.admin.PeerStatus;
import coattail.core.internal.peer.Contacts;
import coattail.core.internal.peer.Directory;
import coattail.core.internal.peer.Links;
import coattail.core.internal.peer.PeerLinks;
import coattail.core.internal.subscribe.SubscriptionBook;
import coattail.core.internal.token.HeldClaims;
import coattail.core.internal.token.TokenClaims;
import coattail.core.internal.token.TokenException;
import coattail.core.internal.wire.Names;
import coattail.core.spi.HeldToken;
import coattail.core.spi.IssuedToken;
import coattail.core.spi.PeerRecord;
import coattail.core.spi.Secret;

/** The peers of this instance, as operators see and change them. */
public final class PeerService implements PeerAdmin {
    private static final long UNSUBSCRIBE_SECONDS = 5;

    private final String ownId;
    private final Directory directory;
    private final Contacts contacts;
    private final PeerLinks links;
    private final SubscriptionBook subscriptions;
    private final TokenService tokens;
    private final Executor workers;
    private final InstantSource clock;

    public PeerService(
            String ownId,
            Directory directory,
            Contacts contacts,
            Links links,
            SubscriptionBook subscriptions,
            TokenService tokens,
            Executor workers,
            InstantSource clock) {
        this.ownId = requireNonNull(ownId, "ownId");
        this.directory = requireNonNull(directory, "directory");
        this.contacts = requireNonNull(contacts, "contacts");
        this.links = new PeerLinks(links);
        this.subscriptions = requireNonNull(subscriptions, "subscriptions");
        this.tokens = requireNonNull(tokens, "tokens");
        this.workers = requireNonNull(workers, "workers");
        this.clock = requireNonNull(clock, "clock");
    }

    @Override
    public CompletionStage<PeerStatus> add(String token, Optional<String> name, Optional<String> host) {
        try {
            return Translated.of(() -> begin(token.strip(), name, host));
        } catch (CoattailException e) {
            return CompletableFuture.failedStage(e);
        }
    }

    private CompletionStage<PeerStatus> begin(String text, Optional<String> name, Optional<String> host) {
        var claims = read(text);
        var issuer = claims.issuer();
        var known = directory.find(issuer);
        known.flatMap(PeerRecord::held).ifPresent(held -> refuseWorse(held, claims));
        var called = name(name, known, claims);
        var address = host.map(given -> Addresses.parse(given, claims.port()))
                .orElseGet(() -> new Address(claims.host(), claims.port()));
        var held = new HeldToken(new Secret(text), address.host(), address.port(), false);
        if (claims.at(clock.instant()) == TokenClaims.Time.NOT_YET) {
            store(issuer, called, known, held);
            contacts.keep(issuer);
            return CompletableFuture.completedStage(show(issuer));
        }
        return contacts.join(issuer, held, claims)
                .thenApplyAsync(
                        accepted -> Translated.of(() -> {
                            store(issuer, called, known, new HeldToken(held.token(), held.host(), held.port(), true));
                            contacts.keep(issuer);
                            return show(issuer);
                        }),
                        workers);
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
        if (claims.at(clock.instant()) == TokenClaims.Time.EXPIRED) {
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
            if (claims.at(now) == TokenClaims.Time.NOT_YET && before.at(now) == TokenClaims.Time.VALID) {
                throw bad("this token begins at " + claims.notBefore()
                        + ", and the one held from this peer can be used now; add the new one then");
            }
        } catch (TokenException e) {
            // What is held can't be used, so nothing speaks against replacing it.
            return;
        }
    }

    private String name(Optional<String> given, Optional<PeerRecord> known, TokenClaims claims) {
        var issuer = claims.issuer();
        if (given.isPresent()) {
            if (!Names.isName(given.get()) || given.get().startsWith("ct:")) {
                throw bad("not a name for a peer: " + Names.RULE);
            }
            if (directory.nameTaken(given.get(), issuer)) {
                throw bad("another peer is called '" + given.get() + "'; choose another name");
            }
            return given.get();
        }
        return known.map(PeerRecord::name).orElseGet(() -> directory.nameFor(issuer));
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

    @Override
    public List<PeerStatus> list() {
        return Translated.of(() -> {
            var usable = tokens.usable();
            return directory.list().stream().map(peer -> status(peer, usable)).toList();
        });
    }

    @Override
    public PeerStatus show(String peer) {
        return Translated.of(() -> status(resolve(peer)));
    }

    private PeerRecord resolve(String peer) {
        try {
            return directory.resolve(peer);
        } catch (CoattailException e) {
            throw new CoattailException(ErrorCode.BAD_INPUT, e.getMessage(), null, e);
        }
    }

    private PeerStatus status(PeerRecord peer) {
        return status(peer, tokens.usable());
    }

    /** @param usable the tokens that can be used, by whomever */
    private PeerStatus status(PeerRecord peer, List<IssuedToken> usable) {
        var link = links.of(peer.id());
        var held = peer.held();
        var state = link.isPresent()
                ? PeerStatus.State.CONNECTED
                : contacts.refusedBy(peer.id())
                        ? PeerStatus.State.REFUSED
                        : contacts.dialling(peer.id()) ? PeerStatus.State.CONNECTING : PeerStatus.State.DISCONNECTED;
        return new PeerStatus(
                peer.id(),
                peer.name(),
                state,
                contacts.refusedBy(peer.id()) || link.isEmpty() ? contacts.reason(peer.id()) : "",
                held.map(token -> new Address(token.host(), token.port()).toString())
                        .or(() -> link.map(PeerLinks.View::address))
                        .orElse(""),
                link.map(PeerLinks.View::direction).orElse(""),
                held.flatMap(PeerService::permissions),
                TokenService.usableBy(peer.id(), usable).stream()
                        .map(IssuedToken::jti)
                        .toList(),
                peer.added(),
                link.isPresent() ? Optional.of(clock.instant()) : peer.lastSeen());
    }

    private static Optional<coattail.core.admin.Permissions> permissions(HeldToken held) {
        try {
            return Optional.of(PermissionsView.of(HeldClaims.read(held.token().reveal())));
        } catch (TokenException e) {
            return Optional.empty();
        }
    }

    @Override
    public PeerRemoved remove(String peer, boolean revokeIssued) {
        return Translated.of(() -> {
            var record = resolve(peer);
            int ended = unsubscribe(record.id());
            var usable = tokens.usableBy(record.id());
            if (revokeIssued) {
                usable.forEach(tokens::revoke);
            }
            contacts.forget(record.id());
            directory.remove(record.id());
            links.close(record.id(), "the peer was removed here");
            var ids = usable.stream().map(IssuedToken::jti).toList();
            return new PeerRemoved(
                    record.id(), record.name(), ended, revokeIssued ? ids : List.of(), revokeIssued ? List.of() : ids);
        });
    }

    private int unsubscribe(String peerId) {
        try {
            return subscriptions.endAll(peerId).toCompletableFuture().get(UNSUBSCRIBE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CoattailException(ErrorCode.CANCELLED, "interrupted; nothing was removed", null, e);
        } catch (java.util.concurrent.ExecutionException | TimeoutException | CompletionException e) {
            throw new CoattailException(
                    ErrorCode.UNAVAILABLE, "the subscriptions at this peer could not be ended; try again", null, e);
        }
    }

    private static CoattailException bad(String message) {
        return new CoattailException(ErrorCode.BAD_INPUT, message);
    }
}
