// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.peer;

import static java.util.Objects.requireNonNull;

import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntFunction;
import java.util.random.RandomGenerator;

import coattail.api.CoattailException;
import coattail.api.ErrorCode;
import coattail.api.InstanceRef;
import coattail.core.internal.dispatch.Failures;
import coattail.core.internal.dispatch.Peering;
import coattail.core.internal.dispatch.Running;
import coattail.core.internal.session.SessionEvents;
import coattail.core.internal.token.TokenClaims;
import coattail.core.internal.wire.Failure;
import coattail.core.internal.wire.Message;
import coattail.core.internal.work.Backoff;
import coattail.core.internal.work.TimerWheel;
import coattail.core.spi.HeldToken;
import coattail.core.spi.PeerRecord;

/**
 * The peers whose tokens this instance holds, and the way to them. Safe for use by several threads; nothing here
 * blocks.
 */
public final class Contacts implements Peering, LinkListener {
    private final Directory directory;
    private final Links links;
    private final Stranded stranded;
    private final TimerWheel timers;
    private final RandomGenerator random;
    private final InstantSource wall;
    private final Map<String, Contact> contacts = new ConcurrentHashMap<>();
    private volatile Dialler dialler;

    public Contacts(Directory directory, Links links, TimerWheel timers, RandomGenerator random, InstantSource wall) {
        this.directory = requireNonNull(directory, "directory");
        this.links = requireNonNull(links, "links");
        this.timers = requireNonNull(timers, "timers");
        this.stranded = new Stranded(links, timers);
        this.random = requireNonNull(random, "random");
        this.wall = requireNonNull(wall, "wall");
    }

    /** Begins to keep connected with every peer whose token is held. Once. */
    public void start(Dialler through) {
        dialler = requireNonNull(through, "through");
        directory.list().stream().filter(peer -> peer.held().isPresent()).forEach(peer -> keep(peer.id()));
    }

    /** Stops dialling. Connections that are open stay. */
    public void stop() {
        contacts.values().forEach(Contact::stop);
        contacts.clear();
    }

    /** Begins to keep connected with a peer, or to dial it at once with the token that is held by now. */
    public void keep(String peerId) {
        contacts.computeIfAbsent(
                        peerId, id -> new Contact(id, directory, links, dialler, timers, wall, new Backoff(random)))
                .dial();
    }

    /** Doesn't dial a peer any more. */
    public void forget(String peerId) {
        var contact = contacts.remove(peerId);
        if (contact != null) {
            contact.stop();
        }
        stranded.fail(peerId, Failure.of(ErrorCode.NOT_CONNECTED, "no token is held from this peer"));
    }

    /** What keeping connected with a peer is about; empty if no token is held from it. */
    Optional<Contact> of(String peerId) {
        return Optional.ofNullable(contacts.get(peerId));
    }

    /** Why a peer isn't connected, one line; may be empty. */
    public String reason(String peerId) {
        return of(peerId).map(Contact::reason).orElse("no token is held from it; it has to dial");
    }

    /** What is said to whoever needs a connection that there isn't. */
    public CoattailException notConnected(String peerId, String name) {
        var why = reason(peerId);
        return new CoattailException(
                ErrorCode.NOT_CONNECTED, "peer '" + name + "' is not connected" + (why.isEmpty() ? "" : ": " + why));
    }

    /** Whether the peer refused the token held from it. */
    public boolean refusedBy(String peerId) {
        return of(peerId)
                .map(contact -> contact.state() == Contact.State.REFUSED)
                .orElse(false);
    }

    /** Whether the peer is being dialled. */
    public boolean dialling(String peerId) {
        return of(peerId)
                .map(contact -> contact.state() == Contact.State.DIALLING)
                .orElse(false);
    }

    /** Shows a token to its issuer, over the connection that there is or a new one. Completes when it is accepted. */
    public CompletionStage<Void> join(String peerId, HeldToken token, TokenClaims claims) {
        if (inUse(peerId, token)) {
            return CompletableFuture.completedStage(null);
        }
        var joining = new Joining(peerId, token, claims, new CompletableFuture<>());
        links.of(peerId).ifPresentOrElse(link -> link.present(joining), () -> dialler.dial(joining));
        return joining.outcome();
    }

    /**
     * Shows a token to its issuer over a new connection, which takes the place of the one that there may be. Completes
     * when it is accepted.
     */
    public CompletionStage<Void> dial(String peerId, HeldToken token, TokenClaims claims) {
        var joining = new Joining(peerId, token, claims, new CompletableFuture<>());
        dialler.dial(joining);
        return joining.outcome();
    }

    /** The connection on which the peer has accepted a token. */
    private Optional<Link> askable(String peerId) {
        return links.toAsk(peerId)
                .filter(link -> link.isUsable() && link.asking().granted());
    }

    /** Whether the token is the one that the connection with its issuer serves under. */
    private boolean inUse(String peerId, HeldToken token) {
        return askable(peerId).isPresent()
                && directory
                        .find(peerId)
                        .flatMap(PeerRecord::held)
                        .filter(held -> held.accepted() && held.token().equals(token.token()))
                        .isPresent();
    }

    @Override
    public InstanceRef resolve(String nameOrId) {
        var peer = directory.resolve(nameOrId);
        return new InstanceRef(peer.id(), peer.name());
    }

    @Override
    public Running ask(
            InstanceRef peer,
            IntFunction<Message.Request> request,
            long deadlineMillis,
            boolean repeatable,
            SessionEvents.ResponseListener listener) {
        var first = links.toAsk(peer.id()).orElseThrow(() -> notConnected(peer.id(), peer.name()));
        var asked = new RoutedRequest(links, stranded, request, deadlineMillis, repeatable, listener);
        asked.open(first);
        return asked;
    }

    @Override
    public void usable(Link link) {
        if (link.asking().granted()) {
            of(link.peerId()).ifPresent(Contact::connected);
            stranded.resume(link);
        }
    }

    @Override
    public void refused(Link link, HeldToken token, CoattailException why) {
        of(link.peerId()).ifPresent(contact -> contact.refused(token, why));
        if (Contact.lasting(why.code()) && askable(link.peerId()).isEmpty()) {
            stranded.fail(link.peerId(), Failures.of(why));
        }
    }

    @Override
    public void lost(Link link, String reason, long retryMillis) {
        if (link.peerId() != null) {
            of(link.peerId()).ifPresent(contact -> contact.lost(reason, retryMillis));
            askable(link.peerId()).ifPresent(stranded::resume);
        }
    }
}
