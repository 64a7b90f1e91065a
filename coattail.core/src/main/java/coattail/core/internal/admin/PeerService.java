// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.admin;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;

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
import coattail.core.internal.token.TokenException;
import coattail.core.internal.work.Limited;
import coattail.core.internal.work.TimerWheel;
import coattail.core.internal.work.ToTheEnd;
import coattail.core.spi.HeldToken;
import coattail.core.spi.IssuedToken;
import coattail.core.spi.PeerRecord;

/** The peers of this instance, as operators see and change them. */
public final class PeerService implements PeerAdmin {
    private static final long UNSUBSCRIBE_MILLIS = 5_000;
    private static final Duration LONGEST_PING = Duration.ofHours(1);

    private final Directory directory;
    private final Contacts contacts;
    private final PeerLinks links;
    private final SubscriptionBook subscriptions;
    private final TokenService tokens;
    private final Revocations revocations;
    private final PeerAdding adding;
    private final TimerWheel timers;
    private final Executor workers;
    private final InstantSource clock;

    public PeerService(
            String ownId,
            Directory directory,
            Contacts contacts,
            Links links,
            SubscriptionBook subscriptions,
            TokenService tokens,
            Revocations revocations,
            TimerWheel timers,
            Executor workers,
            InstantSource clock) {
        this.directory = requireNonNull(directory, "directory");
        this.contacts = requireNonNull(contacts, "contacts");
        this.links = new PeerLinks(links);
        this.subscriptions = requireNonNull(subscriptions, "subscriptions");
        this.tokens = requireNonNull(tokens, "tokens");
        this.revocations = requireNonNull(revocations, "revocations");
        this.timers = requireNonNull(timers, "timers");
        this.workers = requireNonNull(workers, "workers");
        this.clock = requireNonNull(clock, "clock");
        this.adding = new PeerAdding(requireNonNull(ownId, "ownId"), directory, contacts, workers, clock);
    }

    @Override
    public CompletionStage<PeerStatus> add(String token, Optional<String> name, Optional<String> host) {
        try {
            return Translated.of(() -> adding.add(token.strip(), name, host)).thenApply(this::show);
        } catch (CoattailException e) {
            return CompletableFuture.failedStage(e);
        }
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
        return Translated.of(() -> status(PeerNames.resolve(directory, peer)));
    }

    private PeerStatus status(PeerRecord peer) {
        return status(peer, tokens.usableBy(peer.id()));
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
                reason(peer.id(), link.isPresent()),
                held.map(token -> new Address(token.host(), token.port()).toString())
                        .or(() -> link.map(PeerLinks.View::address))
                        .orElse(""),
                link.map(PeerLinks.View::direction).orElse(""),
                held.flatMap(PeerService::permissions),
                tokens.usableBy(peer.id(), usable).stream()
                        .map(IssuedToken::jti)
                        .toList(),
                peer.added(),
                link.isPresent() ? Optional.of(clock.instant()) : peer.lastSeen());
    }

    private String reason(String peerId, boolean connected) {
        var reason = contacts.refusedBy(peerId) || !connected ? contacts.reason(peerId) : "";
        return reason.isEmpty() ? links.trouble(peerId).orElse("") : reason;
    }

    private static Optional<coattail.core.admin.Permissions> permissions(HeldToken held) {
        try {
            return Optional.of(PermissionsView.of(HeldClaims.read(held.token().reveal())));
        } catch (TokenException e) {
            return Optional.empty();
        }
    }

    @Override
    public PeerStatus rename(String peer, String name) {
        return Translated.of(() -> {
            var id = PeerNames.resolve(directory, peer).id();
            directory.rename(id, name);
            return show(id);
        });
    }

    @Override
    public CompletionStage<Duration> ping(String peer, Duration timeout) {
        try {
            return ping(PeerNames.resolve(directory, peer), timeout);
        } catch (CoattailException e) {
            return CompletableFuture.failedStage(e);
        }
    }

    private CompletionStage<Duration> ping(PeerRecord peer, Duration timeout) {
        if (timeout.toMillis() < 1 || timeout.compareTo(LONGEST_PING) > 0) {
            throw new CoattailException(ErrorCode.BAD_INPUT, "a ping waits for 1 ms to 1 h");
        }
        var answer = links.ping(peer.id()).orElseThrow(() -> contacts.notConnected(peer.id(), peer.name()));
        return Limited.until(
                timers.now() + timeout.toMillis(),
                timers,
                workers,
                answer,
                () -> new CoattailException(
                        ErrorCode.DEADLINE,
                        "peer '" + peer.name() + "' is connected, but didn't answer within " + timeout.toMillis()
                                + " ms"));
    }

    @Override
    public PeerRemoved remove(String peer, boolean revokeIssued, boolean force) {
        return Translated.of(() -> {
            var record = PeerNames.resolve(directory, peer);
            var ended = unsubscribe(record, force);
            var usable = tokens.usableBy(record.id());
            // What others may use as well isn't this peer's to lose: only its validation token can be removed.
            var revoked = usable.stream()
                    .filter(token -> revokeIssued && !TokenService.isShared(token))
                    .toList();
            revoke(record, revoked);
            contacts.forget(record.id());
            directory.remove(record.id());
            links.close(record.id(), "the peer was removed here");
            var left = usable.stream().filter(token -> !revoked.contains(token)).toList();
            return new PeerRemoved(
                    record.id(), record.name(), ended.subscriptions(), ended.told(), ids(revoked), ids(left));
        });
    }

    private void revoke(PeerRecord peer, List<IssuedToken> issued) {
        try {
            ToTheEnd.forEach(
                    issued,
                    token -> tokens.revoke(
                            token,
                            () -> revocations.made(
                                    List.of(token.jti()), peer.id(), "it went with peer " + peer.name())));
        } catch (RuntimeException e) {
            throw new CoattailException(
                    ErrorCode.INTERNAL,
                    "not all tokens of peer '" + peer.name() + "' could be revoked, so it isn't removed yet: "
                            + e.getMessage() + "; run the command again to finish",
                    null,
                    e);
        }
    }

    private static List<String> ids(List<IssuedToken> tokens) {
        return tokens.stream().map(IssuedToken::jti).toList();
    }

    private SubscriptionBook.Ended unsubscribe(PeerRecord peer, boolean force) {
        int wanted = (int) subscriptions.snapshot().stream()
                .filter(one -> one.publisher().id().equals(peer.id()))
                .count();
        long until = timers.now() + UNSUBSCRIBE_MILLIS;
        try {
            return Limited.until(until, timers, workers, subscriptions.endAll(peer.id()), () -> silent(peer))
                    .get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CoattailException(ErrorCode.CANCELLED, "interrupted; nothing was removed", null, e);
        } catch (ExecutionException e) {
            if (force && e.getCause() instanceof CoattailException why && why.code() == ErrorCode.UNAVAILABLE) {
                return new SubscriptionBook.Ended(wanted, false);
            }
            throw e.getCause() instanceof CoattailException why
                    ? why
                    : new CoattailException(
                            ErrorCode.INTERNAL, "the subscriptions at this peer could not be ended", null, e);
        }
    }

    private static CoattailException silent(PeerRecord peer) {
        return new CoattailException(
                ErrorCode.UNAVAILABLE,
                "peer '" + peer.name() + "' is connected, but doesn't answer, so nothing was removed; "
                        + "'peer remove --force' removes it all the same");
    }
}
