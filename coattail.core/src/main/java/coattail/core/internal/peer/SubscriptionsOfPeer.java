// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.peer;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

import coattail.api.CoattailException;
import coattail.core.internal.authority.Grant;
import coattail.core.internal.authority.Operation;
import coattail.core.internal.dispatch.Caller;
import coattail.core.internal.dispatch.Failures;
import coattail.core.internal.publish.Attachment;
import coattail.core.internal.publish.Feed;
import coattail.core.internal.publish.Line;
import coattail.core.internal.session.Inbound;
import coattail.core.internal.session.Session;
import coattail.core.internal.wire.Failure;
import coattail.core.internal.wire.Id16;
import coattail.core.internal.wire.Message;
import coattail.core.internal.work.Serial;

/**
 * The subscriptions of the peer of one connection. SUBSCRIBE, UNSUBSCRIBE and CANCEL are handled in the order they
 * came: what they do to the database on a worker, one after the other, what they do to the session in the mailbox.
 */
final class SubscriptionsOfPeer {
    private final Link link;
    private final Session session;
    private final LinkContext context;
    private final Serial ordered;
    /** Changed in {@link #ordered} only. */
    private final Named named;

    SubscriptionsOfPeer(Link link, Session session, LinkContext context, Serial ordered) {
        this.link = link;
        this.session = session;
        this.context = context;
        this.ordered = ordered;
        this.named = new Named(id -> context.hub().stands(link.peerId(), id));
    }

    void subscribe(Inbound stream, Caller caller, Grant grant, Message.Subscribe request) {
        var attached = new Attached(stream);
        stream.context(attached);
        handle(stream, () -> {
            // Also where it is refused: then it is spared, as the subscriber wants it still.
            named.add(request.subscription());
            check(caller, Operation.SUBSCRIBE, request.name());
            if (context.hub().changes(link.peerId(), grant.tokenId(), request)) {
                rate(caller);
            }
            var line = named.whileComing(request.subscription(), () -> context.hub()
                    .subscribe(
                            link.peerId(),
                            grant.tokenId(),
                            grant.limits().limits().subscriptions(),
                            request,
                            () -> check(caller, Operation.SUBSCRIBE, request.name())));
            link.execute(() -> attached.attach(line));
        });
    }

    void unsubscribe(Inbound stream, Caller caller, Message.Unsubscribe request) {
        handle(stream, () -> {
            request.subscription().ifPresent(named::add);
            check(caller, Operation.UNSUBSCRIBE, "");
            if (context.hub().changes(link.peerId(), request, named())) {
                rate(caller);
            }
            if (request.subscription().isPresent()) {
                context.hub().unsubscribe(link.peerId(), request.subscription().get());
            } else {
                context.hub().unsubscribeOthers(link.peerId(), this::named);
            }
            link.execute(() -> {
                session.respond(stream, Message.Response.EMPTY);
                session.release(stream);
            });
        });
    }

    /** What the peer has named on any of its connections: this one's queue may lag behind that of a newer one. */
    private Set<Id16> named() {
        var all = new HashSet<Id16>();
        named.addTo(all);
        context.links()
                .forEach(
                        link.peerId(),
                        other -> other.serving().subscriptions().named.addTo(all));
        return all;
    }

    private void handle(Inbound stream, Runnable request) {
        ordered.execute(() -> {
            try {
                request.run();
            } catch (CoattailException e) {
                refuse(stream, Failures.of(e));
            } catch (RuntimeException e) {
                refuse(stream, Failures.internal("a request about a subscription", e));
            }
        });
    }

    private void check(Caller caller, Operation operation, String name) {
        context.entrance().check(caller, operation, name).ifPresent(SubscriptionsOfPeer::refuse);
    }

    private void rate(Caller caller) {
        context.entrance().rate(caller).ifPresent(SubscriptionsOfPeer::refuse);
    }

    private static void refuse(Failure failure) {
        throw Failures.exception(failure);
    }

    private void refuse(Inbound stream, Failure failure) {
        link.execute(() -> {
            session.refuse(stream, failure);
            session.release(stream);
        });
    }

    /**
     * The peer cancelled a stream before it was answered. Its place is free once what was asked has been handled: else
     * a peer that asks and cancels in turn could have any number wait for the database.
     */
    void cancelled(Inbound stream) {
        if (stream.context() instanceof Attached attached) {
            attached.gone = true;
        }
    }

    void acknowledged(Inbound stream, long sequence, int status) {
        if (stream.context() instanceof Attached attached && attached.line != null) {
            attached.line.acknowledged(sequence, status);
        }
    }

    void detached(Inbound stream, boolean lost) {
        if (stream.context() instanceof Attached attached && attached.line != null) {
            attached.gone = true;
            attached.line.detach(attached, lost);
        }
    }

    /** A subscription stream, from its SUBSCRIBE on. */
    private final class Attached implements Feed {
        private final Inbound stream;
        private final AtomicBoolean readying = new AtomicBoolean();
        private Line line;
        private boolean gone;

        Attached(Inbound stream) {
            this.stream = stream;
        }

        void attach(Line to) {
            if (gone) {
                session.release(stream);
                return;
            }
            Attachment attachment;
            try {
                attachment = to.attach(this);
            } catch (CoattailException e) {
                // It was ended, or its token was, while it was being made.
                refuse(stream, Failures.of(e));
                return;
            }
            line = to;
            if (!session.attach(stream, attachment.answer(), attachment.source())) {
                to.detach(this, false);
            }
        }

        @Override
        public int largestBody() {
            return link.peer().maxMessage();
        }

        @Override
        public void ready() {
            // Many publications in a row are one piece of news.
            if (readying.compareAndSet(false, true)) {
                link.execute(() -> {
                    readying.set(false);
                    if (!gone) {
                        session.ready(stream);
                    }
                });
            }
        }

        @Override
        public void end(Failure failure) {
            link.execute(() -> {
                if (!gone) {
                    gone = true;
                    if (failure == null) {
                        session.end(stream);
                    } else {
                        session.refuse(stream, failure);
                    }
                }
            });
        }
    }
}
