// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.peer;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

import coattail.api.CoattailException;
import coattail.api.ErrorCode;
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
 * The subscriptions of the peer of one connection. SUBSCRIBE, UNSUBSCRIBE and CANCEL are handled in the order they came: what
 * they do to the database on a worker, one after the other, what they do to the session in the mailbox.
 */
final class SubscriptionsOfPeer {
    private final Link link;
    private final Session session;
    private final LinkContext context;
    private final Serial ordered;
    /** What was named on this connection, so that the rest can be deleted. Used in {@link #ordered} only. */
    private final Set<Id16> named = new HashSet<>();

    SubscriptionsOfPeer(Link link, Session session, LinkContext context, Serial ordered) {
        this.link = link;
        this.session = session;
        this.context = context;
        this.ordered = ordered;
    }

    void subscribe(Inbound stream, Caller caller, Grant grant, Message.Subscribe request) {
        var attached = new Attached(stream);
        stream.context(attached);
        ordered.execute(() -> {
            named.add(request.subscription());
            var refused = context.entrance().check(caller, Operation.SUBSCRIBE, request.name());
            if (refused.isEmpty() && context.hub().changes(link.peerId(), grant.tokenId(), request)) {
                refused = context.entrance().rate(caller);
            }
            if (refused.isPresent()) {
                refuse(stream, refused.get());
                return;
            }
            try {
                var line = context.hub()
                        .subscribe(link.peerId(), grant.tokenId(), grant.limits().limits().subscriptions(), request);
                link.execute(() -> attached.attach(line));
            } catch (CoattailException e) {
                refuse(stream, Failures.of(e));
            } catch (RuntimeException e) {
                refuse(stream, Failures.internal("a subscription", e));
            }
        });
    }

    void unsubscribe(Inbound stream, Caller caller, Message.Unsubscribe request) {
        ordered.execute(() -> {
            request.subscription().ifPresent(named::add);
            var refused = context.entrance().check(caller, Operation.UNSUBSCRIBE, "");
            if (refused.isEmpty() && context.hub().changes(link.peerId(), request, named)) {
                refused = context.entrance().rate(caller);
            }
            if (refused.isPresent()) {
                refuse(stream, refused.get());
                return;
            }
            try {
                if (request.subscription().isPresent()) {
                    context.hub().unsubscribe(link.peerId(), request.subscription().get());
                } else {
                    context.hub().unsubscribeOthers(link.peerId(), Set.copyOf(named));
                }
                link.execute(() -> {
                    session.respond(stream, Message.Response.EMPTY);
                    session.release(stream);
                });
            } catch (RuntimeException e) {
                refuse(stream, Failures.internal("an unsubscription", e));
            }
        });
    }

    private void refuse(Inbound stream, Failure failure) {
        link.execute(() -> {
            session.refuse(stream, failure);
            session.release(stream);
        });
    }

    /** The peer cancelled a stream before it was attached. */
    void cancelled(Inbound stream) {
        if (stream.context() instanceof Attached attached) {
            attached.gone = true;
        }
        session.release(stream);
    }

    void acknowledged(Inbound stream, long sequence, int status) {
        if (stream.context() instanceof Attached attached && attached.line != null) {
            attached.line.acknowledged(sequence, status);
        }
    }

    void detached(Inbound stream, boolean lost) {
        if (stream.context() instanceof Attached attached && attached.line != null) {
            attached.gone = true;
            var line = attached.line;
            ordered.execute(() -> line.detach(attached, lost));
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
