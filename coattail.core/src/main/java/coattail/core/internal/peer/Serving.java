// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.peer;

import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import coattail.api.ErrorCode;
import coattail.core.internal.audit.AuditEvent;
import coattail.core.internal.audit.AuditKind;
import coattail.core.internal.audit.Outcome;
import coattail.core.internal.authority.AuthResult;
import coattail.core.internal.authority.Ending;
import coattail.core.internal.authority.Grant;
import coattail.core.internal.dispatch.Caller;
import coattail.core.internal.dispatch.Failures;
import coattail.core.internal.dispatch.Running;
import coattail.core.internal.memory.ByteBudget;
import coattail.core.internal.session.Inbound;
import coattail.core.internal.session.Session;
import coattail.core.internal.wire.Failure;
import coattail.core.internal.wire.Message;
import coattail.core.internal.work.Serial;

/**
 * What this instance does for the peer of one connection, under the grants that the peer's tokens gave it. The fields
 * belong to the connection's mailbox; what touches the database goes, in order, through {@link #ordered}.
 */
final class Serving {
    private static final Logger LOG = LoggerFactory.getLogger(Serving.class);
    private static final long DEFAULT_MILLIS = 30_000;
    private static final long LONGEST_MILLIS = 3_600_000;
    private static final int MOST_GRANTS = 4;

    private final Link link;
    private final Session session;
    private final LinkContext context;
    private final ByteBudget.Share account;
    private final Serial ordered;
    private final SubscriptionsOfPeer subscriptions;
    /** Whether there are any is asked by other threads as well. */
    private final Map<Integer, Grant> grants = new ConcurrentHashMap<>();

    private final Set<Served> underWay = new LinkedHashSet<>();
    private int lastGrant;
    private boolean closed;

    /** @param account where bodies of the peer are counted that nobody has consumed; closed with this */
    Serving(Link link, Session session, LinkContext context, ByteBudget.Share account) {
        this.link = link;
        this.session = session;
        this.context = context;
        this.account = account;
        this.ordered = new Serial(context.workers().executor(), this::broken);
        this.subscriptions = new SubscriptionsOfPeer(link, session, context, ordered);
    }

    private void broken(Throwable fault) {
        LOG.error("Connection with {} is closed after a fault", link, fault);
        link.close(ErrorCode.INTERNAL, "a fault of this instance; its log says more");
    }

    SubscriptionsOfPeer subscriptions() {
        return subscriptions;
    }

    boolean granted() {
        return !grants.isEmpty();
    }

    /** The tokens of this instance that the peer has shown and that hold, in their order. Safe to ask on any thread. */
    List<String> tokens() {
        return grants.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> entry.getValue().tokenId())
                .distinct()
                .toList();
    }

    void authenticate(Inbound stream, Message.Request credential) {
        if (grants.size() >= MOST_GRANTS) {
            refuseAnother(stream);
            return;
        }
        var key = link.peer().publicKey();
        var source = link.connection().remoteAddress().getAddress();
        ordered.execute(() -> {
            try {
                var result = credential instanceof Message.AuthToken token
                        ? context.authenticator().authenticate(key, source, token.token())
                        : context.authenticator()
                                .authenticate(
                                        key,
                                        source,
                                        ((Message.AuthReference) credential)
                                                .jti()
                                                .toByteArray());
                if (result instanceof AuthResult.Accepted accepted) {
                    accepted(stream, accepted.grant());
                } else if (result instanceof AuthResult.Refused refused) {
                    LOG.warn("Refused a token from {}: {}", link, refused.reason());
                    link.execute(() -> refuse(stream, Failure.of(refused.code(), refused.detail())));
                }
            } catch (RuntimeException fault) {
                link.execute(() -> refuse(stream, Failures.internal("an authentication", fault)));
            }
        });
    }

    private void accepted(Inbound stream, Grant grant) {
        try {
            context.directory().seen(link.peerId());
        } catch (RuntimeException e) {
            context.grants().release(grant);
            throw e;
        }
        link.execute(() -> accept(stream, grant));
    }

    private void accept(Inbound stream, Grant grant) {
        if (closed) {
            context.grants().release(grant);
            return;
        }
        if (grants.size() >= MOST_GRANTS) {
            context.grants().release(grant);
            refuseAnother(stream);
            return;
        }
        int number = ++lastGrant;
        grants.put(number, grant);
        session.grant(
                stream, number, grant.expires().map(Instant::getEpochSecond).orElse(-1L));
        session.release(stream);
        link.becomeUsable();
        grant.whenEnded(ending -> link.execute(() -> ended(number, grant, ending)));
        makeRoom(number);
    }

    /** Who renews its token uses the newest grant: of those before, the oldest that nothing is under any more goes. */
    private void makeRoom(int newest) {
        if (grants.size() >= MOST_GRANTS) {
            grants.entrySet().stream()
                    .filter(entry -> entry.getKey() != newest && isIdle(entry.getValue()))
                    .min(Map.Entry.comparingByKey())
                    .ifPresent(entry -> context.grants().replace(entry.getValue()));
        }
    }

    private boolean isIdle(Grant grant) {
        return underWay.stream().noneMatch(served -> served.isUnder(grant))
                && !context.hub().standsUnder(link.peerId(), grant.tokenId());
    }

    /** A grant has ended: its token, or the key's right to it, was taken away or has expired. */
    private void ended(int number, Grant grant, Ending ending) {
        if (!grants.remove(number, grant)) {
            return;
        }
        for (var served : List.copyOf(underWay)) {
            served.endWith(grant, ending);
        }
        if (closed) {
            return;
        }
        context.audit()
                .note(AuditEvent.of(AuditKind.GRANT_END, Outcome.ALLOWED)
                        .peer(grant.peerId())
                        .token(grant.tokenId())
                        .from(link.connection().remoteAddress().getAddress().getHostAddress())
                        .because(ending.reason())
                        .with("code", ending.code()));
        session.revoke(number, ending.code(), ending.reason());
        if (ending.code() == ErrorCode.EXPIRED) {
            // Nobody revoked it in the database, so its subscriptions are still there.
            var why = Failure.of(ending.code(), ending.reason());
            ordered.execute(() -> context.hub().bearerEnded(grant.tokenId(), link.peerId(), why));
        }
        link.grantEnded(ending.reason());
    }

    private void refuseAnother(Inbound stream) {
        refuse(stream, Failure.busy("this connection has " + MOST_GRANTS + " grants already"));
    }

    void request(Inbound stream, Message.GrantedRequest request) {
        var grant = grants.get(request.grant());
        if (grant == null) {
            refuse(stream, Failure.of(ErrorCode.AUTH_REQUIRED, "there is no grant " + request.grant()));
            return;
        }
        var caller = new Caller(grant, context.directory().ref(link.peerId()));
        if (request instanceof Message.Subscribe subscribe) {
            subscriptions.subscribe(stream, caller, grant, subscribe);
        } else if (request instanceof Message.Unsubscribe unsubscribe) {
            subscriptions.unsubscribe(stream, caller, unsubscribe);
        } else {
            var unsupported = unsupported(request);
            if (unsupported.isPresent()) {
                refuse(stream, unsupported.get());
                return;
            }
            var served = new Served(this, link, session, stream, grant);
            stream.context(served);
            underWay.add(served);
            long deadline = deadline(request);
            served.running(begin(caller, served.expect(request, account, deadline), deadline, served));
        }
    }

    /** What the protocol knows and this version doesn't do is refused, never ignored. */
    private static Optional<Failure> unsupported(Message.GrantedRequest request) {
        return request instanceof Message.Perform perform && perform.wantLog()
                ? Optional.of(unsupported("WANT_LOG"))
                : Optional.empty();
    }

    private static Failure unsupported(String what) {
        return Failure.of(ErrorCode.UNSUPPORTED_TYPE, what + " isn't supported by this version");
    }

    private Running begin(Caller caller, Message.GrantedRequest request, long deadline, Served served) {
        var operations = context.operations();
        if (request instanceof Message.Perform perform) {
            return operations.performer().perform(caller, perform, deadline, context.faces(), served);
        }
        if (request instanceof Message.Publish publish) {
            return operations.publisher().publish(caller, publish, deadline, Optional.empty(), served);
        }
        if (request instanceof Message.AskTrace ask) {
            operations.tracer().trace(caller, ask.trace(), served);
            return Running.OVER;
        }
        operations.lister().list(caller, ((Message.ListActions) request).name(), served);
        return Running.OVER;
    }

    private long deadline(Message.GrantedRequest request) {
        long timeoutMillis = request instanceof Message.CallRequest call ? call.timeoutMillis() : -1;
        return link.now() + (timeoutMillis < 0 ? DEFAULT_MILLIS : Math.min(timeoutMillis, LONGEST_MILLIS));
    }

    private void refuse(Inbound stream, Failure failure) {
        session.refuse(stream, failure);
        session.release(stream);
    }

    void cancelled(Inbound stream, boolean lost) {
        if (stream.context() instanceof Served served) {
            if (lost) {
                served.abandon("the connection with the caller was lost");
            } else {
                served.cancel("the caller cancelled");
            }
        } else {
            subscriptions.cancelled(stream);
        }
    }

    void acknowledged(Inbound stream, long sequence, int status) {
        subscriptions.acknowledged(stream, sequence, status);
    }

    void detached(Inbound stream, boolean lost) {
        subscriptions.detached(stream, lost);
    }

    /** The connection is over. */
    void closed() {
        closed = true;
        account.close();
        link.execute(this::answered);
    }

    /** A request is answered. Where the connection is over, grants go under which nothing is wanted any more. */
    void answered() {
        if (closed) {
            grants.values().removeIf(grant -> {
                boolean idle = underWay.stream().noneMatch(served -> served.isUnder(grant) && served.isUnanswered());
                if (idle) {
                    context.grants().release(grant);
                }
                return idle;
            });
        }
    }

    /** The request is answered, and nothing works for it any more. */
    void over(Served served) {
        underWay.remove(served);
    }
}
